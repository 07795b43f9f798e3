// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/zone.hpp"

namespace igbot {

/// For machines: "2026-11-22T14:00:00Z", with milliseconds only when they are not zero.
std::string utc_text(Timestamp at);
/// For people: "2026-11-22 15:00 +01:00".
std::string local_text(Timestamp at, const Zone& zone);
/// The same with seconds and milliseconds where they are not zero: parse_time reads the very
/// instant back.
std::string exact_local_text(Timestamp at, const Zone& zone);
/// The wall-clock time alone: "15:00".
std::string local_clock_text(Timestamp at, const Zone& zone);
/// "2026-11-22".
std::string day_text(LocalDay day);
/// "Fri".
std::string weekday_text(LocalDay day);
/// "3d 4h", "1h 30m", "45s": the two largest units, for people.
std::string duration_text(std::chrono::milliseconds duration);
/// "3d", "1h", "45s": the largest unit alone, for narrow columns.
std::string rough_duration_text(std::chrono::milliseconds duration);

/// A person's time: ISO 8601 with Z or an offset; "YYYY-MM-DD HH:MM[:SS]" (or with T) and
/// "YYYY-MM-DD" (its midnight) in the zone; "HH:MM", its next occurrence; "+2h", "+1h30m"; "now".
/// Accepts what utc_text and local_text print. Throws ErrorKind::usage.
Timestamp parse_time(std::string_view text, const Zone& zone, Timestamp now);
/// The same for what lies behind: "HH:MM" is its last occurrence, and "-2h" or "2h" that long ago.
/// Throws ErrorKind::usage also for a time that has not come yet.
Timestamp parse_past_time(std::string_view text, const Zone& zone, Timestamp now);
/// "2h", "90m", "1d", "1h30m", "45s"; more than nothing, at most ten years. Throws
/// ErrorKind::usage.
std::chrono::seconds parse_duration(std::string_view text);
/// "YYYY-MM-DD", a real date up to 2037. Throws ErrorKind::usage.
LocalDay parse_date(std::string_view text);
/// A person's day: "today", "tomorrow", "yesterday", a weekday ("friday" or "fri": the next such
/// day, today included) or "YYYY-MM-DD"; words in any case of letters. Throws ErrorKind::usage.
LocalDay parse_day(std::string_view text, LocalDay today);

}  // namespace igbot
