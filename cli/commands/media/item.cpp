// SPDX-License-Identifier: MIT
#include "cli/commands/media/item.hpp"

#include <array>

#include "core/settings/settings_service.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {

MediaWithLocks find_media(ChatScope chat, MediaId id) {
  auto item = media::MediaRepository(chat).find(id);
  if (!item) {
    throw Error(ErrorKind::not_found, "no such media item: " + std::to_string(number(id)),
                "igbotctl media list");
  }
  auto locks = media::LockRepository(chat).locks_of(item->content);
  return {std::move(*item), std::move(locks)};
}

const Zone& ChatTimes::zone() const {
  if (!zone_) {
    const auto settings = services_.store().read(
        [&](UnitOfWork& unit) { return SettingsService(unit.chat(chat_)).load(); });
    zone_ = Zone::find(settings.posting_timezone);
  }
  return *zone_;
}

std::string ChatTimes::text(Timestamp at) const { return local_text(at, zone()); }

std::string ChatTimes::end_text(Timestamp at) const {
  return at == k_forever ? "for ever" : text(at);
}

std::string size_text(std::int64_t bytes) {
  constexpr std::array<const char*, 5> units{"B", "kB", "MB", "GB", "TB"};
  if (bytes < 1000) return std::to_string(bytes) + " B";
  std::size_t unit = 1;
  std::int64_t tenths = bytes / 100;  // of the next unit
  while (tenths >= 10'000 && unit + 1 < units.size()) {
    tenths /= 1000;
    ++unit;
  }
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " " + units[unit];
}

}  // namespace igbot::cli
