// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "core/clock.hpp"

namespace igbot {

/// A day on a wall calendar, in no particular zone.
using LocalDay = std::chrono::local_days;
/// A date and time on a wall clock, in no particular zone.
using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;

/// The last year whose daylight saving time the zone data knows; later dates are refused.
inline constexpr int k_last_year = 2037;

/// An IANA time zone of the system's zone data. The first look-up in a process reads the list of
/// zones: make one only where a local time is computed or printed.
class Zone {
 public:
  /// Throws ErrorKind::usage, naming the nearest zones, when there is no such zone.
  static Zone find(std::string_view name);

  const std::string& name() const { return name_; }
  /// A wall-clock time that does not exist is the first instant after the gap; one that exists
  /// twice is the first of the two. Throws ErrorKind::usage beyond the year 2037.
  Timestamp instant(LocalTime local) const;
  LocalTime local(Timestamp at) const;
  LocalDay day(Timestamp at) const;
  std::chrono::seconds offset(Timestamp at) const;

 private:
  struct Rules;
  Zone(std::string name, std::shared_ptr<const Rules> rules)
      : name_(std::move(name)), rules_(std::move(rules)) {}

  std::string name_;
  std::shared_ptr<const Rules> rules_;
};

}  // namespace igbot
