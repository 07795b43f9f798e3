// SPDX-License-Identifier: MIT
#include "core/schedule/window.hpp"

#include <algorithm>

namespace igbot::schedule {

using std::chrono::days;
using std::chrono::hours;

PlanParameters PlanParameters::of(const ChatSettings& settings) {
  return {.posts_per_day = settings.posts_per_day,
          .start_hour = settings.posting_hours_start,
          .end_hour = settings.posting_hours_end,
          .zone = settings.posting_timezone,
          .jitter = settings.slot_jitter};
}

std::string PlanParameters::text() const {
  return std::to_string(posts_per_day) + "/" + std::to_string(start_hour) + "-" +
         std::to_string(end_hour) + "/" + zone + "/" + std::to_string(jitter.count());
}

Window window_of(LocalDay day, const PlanParameters& parameters, const Zone& zone) {
  const LocalDay last = parameters.end_hour > parameters.start_hour ? day : LocalDay{day + days{1}};
  return {zone.instant(day + hours{parameters.start_hour}),
          zone.instant(last + hours{parameters.end_hour})};
}

LocalDay first_day(Timestamp now, const PlanParameters& parameters, const Zone& zone) {
  const LocalDay today = zone.day(now);
  const LocalDay yesterday = today - days{1};
  return now < window_of(yesterday, parameters, zone).end ? yesterday : today;
}

Timestamp first_day_ends(Timestamp now, const PlanParameters& parameters, const Zone& zone) {
  const LocalDay day = first_day(now, parameters, zone);
  return std::max(window_of(day, parameters, zone).end, zone.instant(day + days{1}));
}

}  // namespace igbot::schedule
