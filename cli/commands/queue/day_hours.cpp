// SPDX-License-Identifier: MIT
#include "cli/commands/queue/day_hours.hpp"

namespace igbot::cli {
namespace {

using std::chrono::days;
using std::chrono::hours;

bool is_in_window(int hour, const HourRules& rules) {
  if (rules.start_hour < rules.end_hour) return hour >= rules.start_hour && hour < rules.end_hour;
  return hour >= rules.start_hour || hour < rules.end_hour;
}

bool is_paused(Timestamp from, Timestamp to, const std::optional<PauseSpan>& pause) {
  return pause && pause->since < to && (!pause->until || *pause->until > from);
}

}  // namespace

DayHours hours_of(LocalDay day, const HourRules& rules) {
  DayHours result{day, rules.zone.instant(LocalDay{day + days{1}}) - rules.zone.instant(day), {}};
  for (int hour = 0; hour < 24; ++hour) {
    const Timestamp from = rules.zone.instant(day + hours{hour});
    const Timestamp to = rules.zone.instant(day + hours{hour + 1});
    HourKind& kind = result.hours.at(static_cast<std::size_t>(hour));
    if (from == to) {
      kind = HourKind::absent;
    } else if (is_in_window(hour, rules)) {
      kind = is_paused(from, to, rules.pause) ? HourKind::paused : HourKind::window;
    }
  }
  return result;
}

}  // namespace igbot::cli
