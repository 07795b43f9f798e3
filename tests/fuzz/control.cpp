// SPDX-License-Identifier: MIT
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
namespace {

/// So that the compiler cannot know what becomes of it.
volatile const void* last_made = nullptr;
volatile bool goes_on = true;

}  // namespace

// Planted bugs: tests/fuzz/control_test sees that the runner finds each.

/// Reads behind the end of what it allocated.
void fuzz_control_overflow(std::string_view input) {
  if (!input.starts_with("OVER")) return;
  const std::vector<char> bytes(input.begin(), input.end());
  require(bytes.data()[bytes.size()] != 'x', "not reached: the address sanitizer ends it first");
}

/// Keeps nothing of what it allocated.
void fuzz_control_leak(std::string_view input) {
  if (!input.starts_with("LEAK")) return;
  last_made = new std::string(1000, 'x');
  last_made = nullptr;
}

/// Does not come to its end.
void fuzz_control_time(std::string_view input) {
  if (!input.starts_with("TIME")) return;
  while (goes_on) continue;
}

/// Throws what is no failure of the program.
void fuzz_control_throw(std::string_view input) {
  if (!input.starts_with("THRW")) return;
  attempt(input, [] { throw std::out_of_range("planted"); });
}

/// Calls an input a bug.
void fuzz_control_bug(std::string_view input) {
  if (!input.starts_with("ABUG")) return;
  attempt(input, [] { throw Error(ErrorKind::bug, "planted"); });
}

}  // namespace igbot::fuzz
