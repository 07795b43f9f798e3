// SPDX-License-Identifier: MIT
#include "core/schedule/plan_items.hpp"

#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::schedule {
namespace {

/// A path as an export tells it.
std::string told_path(const std::string& path) {
  std::string valid;
  for (const std::string& character : text::utf8_characters(path)) valid += character;
  return text::redact(valid);
}

}  // namespace

const PlanItems::ItemsByPath& PlanItems::active_items() {
  if (active_items_) return *active_items_;
  ItemsByPath& items = active_items_.emplace();
  for (const auto& [id, item] : facts_.items) {
    if (item.active) items.emplace(told_path(item.path), &item);
  }
  return items;
}

const PlanItem& PlanItems::own(const PresentPost& present) const {
  return facts_.items.at(present.post.media);
}

const PlanItem& PlanItems::item_at(const std::string& path, const PresentPost* present) {
  const std::string told = told_path(path);
  if (present != nullptr && told == told_path(own(*present).path)) return own(*present);
  const auto [begin, end] = active_items().equal_range(told);
  if (begin == end) {
    throw Error(ErrorKind::not_found, "no active media item has this path: " + text::one_line(path),
                "igbotctl media list");
  }
  if (std::next(begin) != end) {
    throw Error(ErrorKind::usage, "several media items have this path: " + text::one_line(path),
                "say which by media_id: igbotctl media list");
  }
  return *begin->second;
}

bool PlanItems::fits_path(const PlanEntry& entry, const PresentPost* present,
                          const PlanItem& item) {
  const std::string told = told_path(*entry.path);
  if (told == told_path(item.path)) return true;
  if (present != nullptr) {
    if (is_changed_since(document_, *present)) return true;
    if (item.id != own(*present).id && told == told_path(own(*present).path)) return true;
  }
  return !active_items().contains(told);
}

const PlanItem& PlanItems::item_of(const PlanEntry& entry, const PresentPost* present) {
  if (!entry.media && entry.path) return item_at(*entry.path, present);
  const auto found = facts_.items.find(entry.media ? *entry.media : present->post.media);
  if (found == facts_.items.end()) {
    throw Error(ErrorKind::not_found, "no such media item in this chat: " + id_text(*entry.media),
                "igbotctl media list");
  }
  if (!entry.path || fits_path(entry, present, found->second)) return found->second;
  throw Error(ErrorKind::usage,
              "path is " + text::one_line(*entry.path) + ", but media item " +
                  id_text(found->first) + " is " + text::one_line(found->second.path),
              "change media_id to choose another item, or take it out to choose by path");
}

}  // namespace igbot::schedule
