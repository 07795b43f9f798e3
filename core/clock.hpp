// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace igbot {

/// An instant in UTC, the only form in which times are stored and compared.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// The instant that never comes (9999-12-31T23:59:59.999Z): the end of a permanent lock.
inline constexpr Timestamp k_forever{std::chrono::milliseconds{253402300799999}};

constexpr std::int64_t to_millis(Timestamp at) { return at.time_since_epoch().count(); }
constexpr Timestamp from_millis(std::int64_t millis) {
  return Timestamp{std::chrono::milliseconds{millis}};
}

/// Where the present comes from, so that tests can decide it.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp now() const = 0;
  virtual void sleep_for(std::chrono::milliseconds duration) = 0;
};

class SystemClock final : public Clock {
 public:
  Timestamp now() const override;
  void sleep_for(std::chrono::milliseconds duration) override;
};

}  // namespace igbot
