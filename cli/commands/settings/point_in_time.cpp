// SPDX-License-Identifier: MIT
#include "cli/commands/settings/point_in_time.hpp"

#include "core/time_text.hpp"

namespace igbot::cli {

Timestamp parse_past_time(const std::string& text, const Zone& zone, Timestamp now) {
  const Timestamp at = parse_time(text, zone, now);
  if (at > now) {
    throw Error(ErrorKind::usage, "time has not come yet: " + text + " (" + utc_text(at) + ")",
                "give a past time with its date; igbotctl settings list shows what holds now");
  }
  return at;
}

SettingsSnapshot in_force_at(ChatScope scope, Timestamp at) {
  auto found = SettingsHistory(scope).at(at);
  if (!found) {
    throw Error(ErrorKind::not_found, "the chat was not set up at " + utc_text(at),
                "igbotctl settings history");
  }
  return std::move(*found);
}

}  // namespace igbot::cli
