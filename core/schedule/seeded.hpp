// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>

namespace igbot::schedule {

/// One well-mixed number from several: the finaliser of splitmix64 (Steele, Lea, Flood 2014).
/// Unlike the standard library's distributions it gives the same answer everywhere and for ever,
/// so a plan can be made again.
constexpr std::uint64_t seeded_hash(std::initializer_list<std::uint64_t> parts) {
  std::uint64_t state = 0;
  for (const std::uint64_t part : parts) {
    state += 0x9E3779B97F4A7C15ULL + part;
    state = (state ^ (state >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    state = (state ^ (state >> 27U)) * 0x94D049BB133111EBULL;
    state ^= state >> 31U;
  }
  return state;
}

}  // namespace igbot::schedule
