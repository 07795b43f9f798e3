// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.hpp"

namespace igbot::test {

/// The time of the world, which only goes forward, and the clock of the machine, which people and
/// NTP set. Sleeping moves both.
class SoakClock final : public Clock {
 public:
  explicit SoakClock(Timestamp begin) : world_(begin) {}

  Timestamp now() const override { return world_ + offset_; }
  void sleep_for(std::chrono::milliseconds duration) override { world_ += duration; }

  Timestamp world() const { return world_; }
  /// A time that has passed already stays passed.
  void go_to(Timestamp world) { world_ = std::max(world_, world); }
  /// The machine's clock is that far ahead of the world from now on.
  void set_offset(std::chrono::milliseconds offset) { offset_ = offset; }

 private:
  Timestamp world_;
  std::chrono::milliseconds offset_{0};
};

}  // namespace igbot::test
