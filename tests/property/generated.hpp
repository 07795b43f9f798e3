// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/schedule/seeded.hpp"

namespace igbot::test {

/// Numbers of one generated case: the same ones whenever and wherever it is made again.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(schedule::seeded_hash({seed})) {}

  /// From `least` to `most`, both included.
  std::int64_t roll(std::int64_t least, std::int64_t most) {
    state_ = schedule::seeded_hash({state_});
    return least + static_cast<std::int64_t>(state_ % static_cast<std::uint64_t>(most - least + 1));
  }
  /// True once in `of` times.
  bool once_in(std::int64_t of) { return roll(1, of) == 1; }
  template <typename T>
  const T& pick(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(roll(0, static_cast<std::int64_t>(values.size()) - 1))];
  }

 private:
  std::uint64_t state_;
};

/// Says what is wrong with a case; empty when nothing is.
using Property = std::function<std::string(std::uint64_t number)>;

/// Tries a property with IGBOT_CASES generated cases (100,000 when not set) on every core, or with
/// the one case IGBOT_CASE names, and fails with the first cases that break it.
inline void expect_for_all_cases(const Property& property) {
  const char* one = std::getenv("IGBOT_CASE");
  if (one != nullptr) {
    EXPECT_EQ(property(std::stoull(one)), "") << "case " << one;
    return;
  }
  const char* count = std::getenv("IGBOT_CASES");
  const std::uint64_t cases = count != nullptr ? std::stoull(count) : 100'000;
  ASSERT_GT(cases, 0U);
  std::atomic<std::uint64_t> next = 0;
  std::mutex mutex;
  std::vector<std::string> broken;
  const auto work = [&] {
    for (std::uint64_t i = next++; i < cases; i = next++) {
      const std::string wrong = property(i);
      if (wrong.empty()) continue;
      const std::lock_guard lock(mutex);
      broken.push_back("IGBOT_CASE=" + std::to_string(i) + ": " + wrong);
      if (broken.size() >= 5) next = cases;
    }
  };
  {
    std::vector<std::jthread> pool;
    for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) pool.emplace_back(work);
    work();
  }
  for (const std::string& line : broken) ADD_FAILURE() << line;
  ::testing::Test::RecordProperty("cases", std::to_string(cases));
}

}  // namespace igbot::test
