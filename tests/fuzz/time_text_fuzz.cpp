// SPDX-License-Identifier: MIT
#include <chrono>
#include <cstdint>

#include "core/time_text.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
namespace {

constexpr std::int64_t k_last_known = 2'145'000'000'000;  // in December 2037

void check_time(const Zone& zone, Timestamp at) {
  // Before there were zones, offsets had seconds; after it, summer time is not known.
  if (at < Timestamp{} || to_millis(at) > k_last_known) return;
  require(parse_time(utc_text(at), zone, k_now) == at, "a time in UTC reads differently");
  require(parse_time(exact_local_text(at, zone), zone, k_now) == at,
          "a local time reads differently");
  local_clock_text(at, zone);
}

}  // namespace

/// Times, days and durations as people write them: what is printed reads the same.
void fuzz_time_text(std::string_view input) {
  static const Zone zone = Zone::find("Europe/Berlin");
  attempt(input, [&] { check_time(zone, parse_time(input, zone, k_now)); });
  attempt(input,
          [&] { require(parse_past_time(input, zone, k_now) <= k_now, "a past that is to come"); });
  attempt(input, [&] {
    const auto duration = parse_duration(input);
    require(duration.count() > 0 && duration <= std::chrono::hours{24 * 3660},
            "an endless duration");
    duration_text(duration);
    rough_duration_text(duration);
  });
  attempt(input, [&] {
    const LocalDay day = parse_date(input);
    require(parse_date(day_text(day)) == day, "a day reads differently");
  });
  attempt(input, [&] { day_text(parse_day(input, zone.day(k_now))); });
}

}  // namespace igbot::fuzz
