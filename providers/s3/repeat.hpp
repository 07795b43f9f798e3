// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "core/clock.hpp"
#include "core/error.hpp"

namespace igbot::s3 {

/// Runs a body that may be repeated, four times at most while it fails with what may work later
/// (ErrorKind::temporary), with pauses of 1, 3 and 9 s.
template <typename Body>
auto repeat_while_temporary(Clock& clock, const Body& body) {
  constexpr int k_attempts = 4;
  std::chrono::seconds pause{1};
  for (int attempt = 1;; ++attempt, pause *= 3) {
    try {
      return body();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::temporary || attempt == k_attempts) throw;
    }
    clock.sleep_for(pause);
  }
}

}  // namespace igbot::s3
