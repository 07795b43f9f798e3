// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>

#include "core/clock.hpp"

namespace igbot::test {

/// What is going to happen in the world, in order of time and then of planning.
class Agenda {
 public:
  void at(Timestamp when, std::function<void()> what) { events_.emplace(when, std::move(what)); }
  /// When the next one is; k_forever when there is none.
  Timestamp next() const { return events_.empty() ? k_forever : events_.begin()->first; }
  /// Lets happen what was to happen by then.
  void live_until(Timestamp now) {
    while (!events_.empty() && events_.begin()->first <= now) {
      const auto what = std::move(events_.begin()->second);
      events_.erase(events_.begin());
      what();
    }
  }
  void clear() { events_.clear(); }

 private:
  std::multimap<Timestamp, std::function<void()>> events_;
};

}  // namespace igbot::test
