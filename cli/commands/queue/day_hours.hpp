// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <optional>

#include "core/zone.hpp"

namespace igbot::cli {

/// From `since` until `until`, or for good.
struct PauseSpan {
  Timestamp since;
  std::optional<Timestamp> until;
};

/// What the hours of a day are judged by.
struct HourRules {
  Zone zone;
  int start_hour = 0;  ///< of the posting window, local; equal to end_hour = the whole day
  int end_hour = 0;
  std::optional<PauseSpan> pause;
};

enum class HourKind {
  outside,  ///< of the posting window
  window,
  paused,  ///< in the window, but nothing goes out
  absent,  ///< the clock change leaves it out
};

/// A local date with its 24 wall-clock hours.
struct DayHours {
  LocalDay day;
  std::chrono::milliseconds length{};
  std::array<HourKind, 24> hours{};
};

DayHours hours_of(LocalDay day, const HourRules& rules);

}  // namespace igbot::cli
