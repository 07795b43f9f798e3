// SPDX-License-Identifier: MIT
#include "core/media/sync_listing.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_set>

namespace igbot::media {
namespace {

constexpr std::chrono::hours k_whole_listing_every{24};

template <typename Element>
void append(std::vector<Element>& to, std::vector<Element>&& from) {
  if (to.empty()) {
    to = std::move(from);
  } else {
    std::move(from.begin(), from.end(), std::back_inserter(to));
  }
}

}  // namespace

Listing list_all(MediaSource& source) {
  Listing listing;
  std::optional<std::string> cursor;
  do {
    MediaPage page = source.list(cursor);
    append(listing.entries, std::move(page.entries));
    append(listing.problems, std::move(page.problems));
    listing.skipped += page.skipped;
    listing.incomplete = listing.incomplete || page.incomplete;
    if (page.next && page.next == cursor) {
      listing.problems.push_back({source.root(), "the listing does not come to its end"});
      listing.incomplete = true;
      break;
    }
    cursor = std::move(page.next);
  } while (cursor);
  if (!listing.incomplete) listing.mark = source.mark();
  return listing;
}

std::optional<Listing> list_changes(MediaSource& source, const std::string& mark,
                                    const std::vector<KnownItem>& known) {
  auto changes = source.changes_since(mark);
  if (!changes) return std::nullopt;
  Listing listing{.entries = std::move(changes->entries),
                  .skipped = changes->skipped,
                  .problems = std::move(changes->problems),
                  .is_whole = false,
                  .mark = std::move(changes->mark)};
  std::unordered_set<std::string_view> different(changes->gone.begin(), changes->gone.end());
  const std::size_t changed = listing.entries.size();
  listing.entries.reserve(changed + known.size());  // nothing moves while it is pointed into
  for (const MediaEntry& entry : listing.entries) different.insert(entry.identifier);
  for (const KnownItem& item : known) {
    if (!item.active || different.contains(item.identifier)) continue;
    MediaEntry& same = listing.entries.emplace_back();
    same.identifier = item.identifier;
    same.version = item.version;
    same.path = item.path;
  }
  return listing;
}

bool may_list_changes(const Source& row, Timestamp now) {
  return row.mark && row.marked_at && now - *row.marked_at < k_whole_listing_every;
}

}  // namespace igbot::media
