// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "core/settings/chat_settings.hpp"
#include "core/zone.hpp"

namespace igbot::schedule {

/// The settings a day is planned with.
struct PlanParameters {
  int posts_per_day = 3;            ///< 1..50
  int start_hour = 14;              ///< 0..23, local
  int end_hour = 2;                 ///< 0..23, local; equal to start = the whole day
  std::string zone = "UTC";         ///< IANA name
  std::chrono::minutes jitter{30};  ///< 0..120

  static PlanParameters of(const ChatSettings& settings);
  /// What is stored with each post of a day ("3/14-2/Europe/Berlin/30"): two days with the same
  /// text were planned alike.
  std::string text() const;
};

/// From start up to, not including, end. Empty when the clock change of that day swallows it.
struct Window {
  Timestamp start;
  Timestamp end;
  bool operator==(const Window&) const = default;
};

/// The posting window that begins on `day`; it wraps midnight when the end hour is not after the
/// start hour. Computed on instants, so a day with a clock change keeps its real length.
Window window_of(LocalDay day, const PlanParameters& parameters, const Zone& zone);

/// The day whose window is open at `now`, even one that began yesterday; else the local date.
LocalDay first_day(Timestamp now, const PlanParameters& parameters, const Zone& zone);
/// The instant at which first_day() will move on.
Timestamp first_day_ends(Timestamp now, const PlanParameters& parameters, const Zone& zone);

}  // namespace igbot::schedule
