// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.hpp"

namespace igbot::test {

/// A clock that stands still until told; sleeping moves it.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(Timestamp now = from_millis(1'790'000'000'000)) : now_(now) {}
  Timestamp now() const override { return now_; }
  void sleep_for(std::chrono::milliseconds duration) override { now_ += duration; }
  void set(Timestamp now) { now_ = now; }
  void advance(std::chrono::milliseconds duration) { now_ += duration; }

 private:
  Timestamp now_;
};

}  // namespace igbot::test
