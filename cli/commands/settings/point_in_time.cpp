// SPDX-License-Identifier: MIT
#include "cli/commands/settings/point_in_time.hpp"

#include "core/time_text.hpp"

namespace igbot::cli {

SettingsSnapshot in_force_at(ChatScope scope, Timestamp at) {
  auto found = SettingsHistory(scope).at(at);
  if (!found) {
    throw Error(ErrorKind::not_found, "the chat was not set up at " + utc_text(at),
                "igbotctl settings history");
  }
  return std::move(*found);
}

}  // namespace igbot::cli
