// SPDX-License-Identifier: MIT
#include "core/media/reconcile.hpp"

#include <algorithm>
#include <string_view>

namespace igbot::media {

Comparison compare(const std::vector<MediaEntry>& listed, const std::vector<KnownItem>& known) {
  std::unordered_map<std::string_view, std::size_t> by_identifier;
  by_identifier.reserve(known.size());
  for (std::size_t i = 0; i < known.size(); ++i) by_identifier.emplace(known[i].identifier, i);

  Comparison comparison;
  std::vector<bool> seen(known.size());
  std::vector<std::size_t> same;
  for (const MediaEntry& entry : listed) {
    const auto found = by_identifier.find(entry.identifier);
    if (found == by_identifier.end()) {
      comparison.pending.push_back({&entry, nullptr});
      continue;
    }
    const KnownItem& item = known[found->second];
    seen[found->second] = true;
    if (item.version != entry.version) {
      comparison.pending.push_back({&entry, &item});
    } else if (!item.active || item.path != entry.path) {
      comparison.recognised.push_back({&entry, &item});
    } else {
      same.push_back(found->second);
    }
  }
  comparison.unchanged = static_cast<std::int64_t>(same.size());
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (!seen[i]) comparison.gone.push_back(&known[i]);
  }
  if (comparison.pending.empty()) return comparison;
  for (const std::size_t i : same) comparison.present.insert(number(known[i].content));
  for (const Pending& file : comparison.recognised) {
    comparison.present.insert(number(file.known->content));
  }
  return comparison;
}

Reconciler::Reconciler(const Comparison& comparison, bool complete) : present_(comparison.present) {
  if (!complete) return;
  for (const KnownItem* item : comparison.gone) gone_.emplace(number(item->content), item);
}

std::vector<Change> Reconciler::decide(const std::vector<Identified>& batch) const {
  std::unordered_set<const KnownItem*> taken;
  std::unordered_set<std::int64_t> here;
  // Rather an item that was active until now than one that has been gone for longer.
  const auto take_gone = [&](std::int64_t content) {
    const KnownItem* best = nullptr;
    const auto [begin, end] = gone_.equal_range(content);
    for (auto at = begin; at != end; ++at) {
      if (taken.contains(at->second)) continue;
      if (best == nullptr || (at->second->active && !best->active)) best = at->second;
    }
    if (best != nullptr) taken.insert(best);
    return best;
  };
  std::vector<Change> changes;
  for (const Identified& facts : batch) {
    const std::int64_t content = number(facts.content);
    Change change{ChangeKind::added, facts.file.known, facts};
    if (facts.file.known != nullptr) {
      const KnownItem& known = *facts.file.known;
      const bool is_moved = known.active && known.path != facts.file.entry->path;
      if (known.content != facts.content) {
        change.kind = ChangeKind::changed;
      } else {
        change.kind = is_moved ? ChangeKind::moved : ChangeKind::touched;
      }
    } else if (const KnownItem* gone = take_gone(content)) {
      change.kind = ChangeKind::moved;
      change.item = gone;
    } else if (present_.contains(content) || here.contains(content)) {
      change.kind = ChangeKind::copied;
    }
    here.insert(content);
    changes.push_back(std::move(change));
  }
  return changes;
}

void Reconciler::accept(const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    present_.insert(number(change.facts.content));
    if (change.kind != ChangeKind::moved || change.item == change.facts.file.known) continue;
    const auto [begin, end] = gone_.equal_range(number(change.item->content));
    gone_.erase(
        std::find_if(begin, end, [&](const auto& one) { return one.second == change.item; }));
  }
}

std::vector<const KnownItem*> Reconciler::lost() const {
  std::vector<const KnownItem*> items;
  for (const auto& [content, item] : gone_) {
    if (item->active) items.push_back(item);
  }
  std::sort(items.begin(), items.end(),
            [](const KnownItem* left, const KnownItem* right) { return left->id < right->id; });
  return items;
}

bool is_mass_delete(std::int64_t lost, std::int64_t active) { return lost * 2 > active; }

}  // namespace igbot::media
