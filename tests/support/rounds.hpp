// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdlib>

namespace igbot::test {

/// How many times as much is tried as by day: what $IGBOT_FAULT_ROUNDS asks for, otherwise 1.
inline int fault_rounds() {
  const char* rounds = std::getenv("IGBOT_FAULT_ROUNDS");
  return rounds != nullptr ? std::max(1, std::atoi(rounds)) : 1;
}

}  // namespace igbot::test
