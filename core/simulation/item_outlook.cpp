// SPDX-License-Identifier: MIT
#include "core/simulation/item_outlook.hpp"

#include <algorithm>

#include "core/media/media_repository.hpp"
#include "core/simulation/simulation_basis.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::simulation {
namespace {

std::string lock_line(const schedule::LongestLock& lock, const Zone& zone) {
  const std::string kind = " (" + media::to_string(lock.kind) + ")";
  if (lock.until == k_forever) {
    return "its content is locked for good" + kind + ": never chosen until igbotctl media unlock";
  }
  return "its content is locked until " + local_text(lock.until, zone) + kind +
         ": only for posts after that";
}

std::optional<std::string> holding_line(const schedule::LibraryItem& item, const Beginning& now,
                                        const Zone& zone) {
  for (const auto& [post, created_at] : now.open) {
    if (post.content != item.content) continue;
    const std::string copy = post.media == item.media ? "" : ", with a copy of it,";
    return "post " + id_text(post.id) + copy + " has it: " + std::string(to_string(post.state)) +
           ", due " + local_text(post.due_at, zone) + "; igbotctl post show " + id_text(post.id) +
           " --explain";
  }
  return std::nullopt;
}

/// How the others of its category that may be chosen now stand in the order.
std::string order_line(const schedule::Library& library, std::uint32_t item, Timestamp now) {
  const auto key = [&](std::uint32_t of) {
    const schedule::LibraryItem& each = library.items()[of];
    return std::make_tuple(each.last_posted_at.has_value(),
                           each.last_posted_at.value_or(Timestamp{}), each.times_posted);
  };
  std::int64_t before = 0;
  std::int64_t alike = 0;
  for (const std::uint32_t other : library.items_of(library.items()[item].category)) {
    if (other == item || !library.is_free(other, now)) continue;
    if (key(other) < key(item)) ++before;
    if (key(other) == key(item)) ++alike;
  }
  std::string line = "of its category " + std::to_string(before) + " come before it";
  if (alike > 0) {
    line +=
        ", and a lot decides between it and " + text::count(alike, "other", "others") + " like it";
  }
  return line + " (never posted first, then longest ago, then fewest times)";
}

std::string turn_line(const Beginning& now, MediaId media, const Zone& zone) {
  const Outcome outcome = simulate(now, {.days = k_outlook_days});
  for (const SimulatedSlot& slot : outcome.slots) {
    if (!slot.item || now.library.items()[*slot.item].media != media) continue;
    return "if all goes on as now, it is for " + weekday_text(zone.day(slot.slot.at)) + " " +
           local_text(slot.slot.at, zone);
  }
  return "if all goes on as now, it does not go out in the next " + std::to_string(k_outlook_days) +
         " days";
}

}  // namespace

std::vector<std::string> item_outlook(ChatScope scope, MediaId media) {
  const auto stored = media::MediaRepository(scope).find(media);
  if (!stored) {
    throw Error(ErrorKind::not_found, "no such media item: " + id_text(media),
                "igbotctl media list");
  }
  if (!stored->active) {
    return {"its file is not in the source any more: never chosen until it is back"};
  }
  const Beginning now = beginning_of(scope);
  const Zone zone = Zone::find(now.settings.posting_timezone);
  const std::uint32_t item = now.library.find(media).value();
  std::vector<std::string> lines;
  if (now.library.locked_until(item) > now.now) {
    lines.push_back(lock_line(now.library.lock_of(item), zone));
    if (now.library.locked_until(item) == k_forever) return lines;
  }
  if (const auto held = holding_line(now.library.items()[item], now, zone)) {
    lines.push_back(*held);
    return lines;
  }
  const auto shares = schedule::effective_shares(now.mix, now.library);
  const bool has_share = std::any_of(shares.begin(), shares.end(), [&](const auto& share) {
    return share.category == stored->category && share.weight > 0;
  });
  if (!has_share) {
    lines.push_back("its category " + stored->category +
                    " has no part in the mix: never chosen until igbotctl mix set");
    return lines;
  }
  lines.push_back(order_line(now.library, item, now.now));
  lines.push_back(turn_line(now, media, zone));
  return lines;
}

}  // namespace igbot::simulation
