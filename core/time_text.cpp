// SPDX-License-Identifier: MIT
#include "core/time_text.hpp"

#include <array>
#include <cstdio>
#include <optional>

#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

std::string digits(long long number, int width) {
  std::array<char, 32> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), "%0*lld", width, number);
  return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string clock_text(milliseconds of_day) {
  const std::chrono::hh_mm_ss time{of_day};
  return digits(time.hours().count(), 2) + ":" + digits(time.minutes().count(), 2);
}

std::string offset_text(seconds offset) {
  const auto whole = std::chrono::abs(std::chrono::duration_cast<minutes>(offset)).count();
  return (offset < seconds{0} ? "-" : "+") + digits(whole / 60, 2) + ":" + digits(whole % 60, 2);
}

/// Reads a text from left to right; a read that does not fit takes nothing.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  bool accept(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// A number of at least `least` and at most `most` digits.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t length = 0;
    int value = 0;
    while (length < most && length < rest_.size() && rest_[length] >= '0' && rest_[length] <= '9') {
      value = value * 10 + (rest_[length] - '0');
      ++length;
    }
    if (length < least) return std::nullopt;
    rest_.remove_prefix(length);
    return value;
  }

  std::optional<LocalDay> date() {
    const Scanner start = *this;
    const auto year = number(4, 4);
    const bool dash_one = accept('-');
    const auto month = number(2, 2);
    const bool dash_two = accept('-');
    const auto day = number(2, 2);
    if (year && dash_one && month && dash_two && day) {
      const std::chrono::year_month_day date{std::chrono::year{*year},
                                             std::chrono::month{static_cast<unsigned>(*month)},
                                             std::chrono::day{static_cast<unsigned>(*day)}};
      if (date.ok()) return LocalDay{date};
    }
    *this = start;
    return std::nullopt;
  }

  /// HH:MM, HH:MM:SS or HH:MM:SS.mmm.
  std::optional<milliseconds> time_of_day() {
    const Scanner start = *this;
    const auto hour = number(1, 2);
    const bool colon = accept(':');
    const auto minute = number(2, 2);
    if (!hour || !colon || !minute || *hour > 23 || *minute > 59) {
      *this = start;
      return std::nullopt;
    }
    milliseconds time = hours{*hour} + minutes{*minute};
    if (!accept(':')) return time;
    const auto second = number(2, 2);
    if (!second || *second > 59) return std::nullopt;
    time += seconds{*second};
    if (!accept('.')) return time;
    const auto fraction = number(3, 3);
    if (!fraction) return std::nullopt;
    return time + milliseconds{*fraction};
  }

  /// Z, +HH:MM or +HHMM.
  std::optional<seconds> offset() {
    if (accept('Z')) return seconds{0};
    const bool west = accept('-');
    if (!west && !accept('+')) return std::nullopt;
    const auto hour = number(2, 2);
    accept(':');
    const auto minute = number(2, 2);
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    const seconds offset = hours{*hour} + minutes{*minute};
    return west ? -offset : offset;
  }

 private:
  std::string_view rest_;
};

[[noreturn]] void refuse_time(std::string_view text) {
  throw Error(ErrorKind::usage, "not a time: " + std::string(text),
              "write 2026-11-22T14:00Z, \"2026-11-22 15:00\", 15:00, +2h or now");
}

void require_known_year(LocalDay day) {
  if (static_cast<int>(std::chrono::year_month_day{day}.year()) > k_last_year) {
    throw Error(ErrorKind::usage, "date is too far away: " + day_text(day),
                "choose a date up to " + std::to_string(k_last_year));
  }
}

constexpr std::array<std::string_view, 7> k_weekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                     "thursday", "friday", "saturday"};

/// The first day from `today` on that has this name or its first three letters.
std::optional<LocalDay> next_weekday(std::string_view name, LocalDay today) {
  for (unsigned weekday = 0; weekday < k_weekdays.size(); ++weekday) {
    const std::string_view whole = k_weekdays.at(weekday);
    if (name != whole && name != whole.substr(0, 3)) continue;
    return today + (std::chrono::weekday{weekday} - std::chrono::weekday{today});
  }
  return std::nullopt;
}

Timestamp next_occurrence(milliseconds time, const Zone& zone, Timestamp now) {
  const LocalDay today = zone.day(now);
  const Timestamp at = zone.instant(today + time);
  return at > now ? at : zone.instant(today + days{1} + time);
}

Timestamp parse_dated(LocalDay day, Scanner rest, const Zone& zone, std::string_view text) {
  require_known_year(day);
  if (rest.at_end()) return zone.instant(day);
  if (!rest.accept('T') && !rest.accept(' ')) refuse_time(text);
  const auto time = rest.time_of_day();
  if (!time) refuse_time(text);
  if (rest.at_end()) return zone.instant(day + *time);
  rest.accept(' ');
  const auto offset = rest.offset();
  if (!offset || !rest.at_end()) refuse_time(text);
  return Timestamp{(day + *time).time_since_epoch() - *offset};
}

}  // namespace

std::string day_text(LocalDay day) {
  const std::chrono::year_month_day date{day};
  return digits(static_cast<int>(date.year()), 4) + "-" +
         digits(static_cast<unsigned>(date.month()), 2) + "-" +
         digits(static_cast<unsigned>(date.day()), 2);
}

std::string weekday_text(LocalDay day) {
  std::string name(k_weekdays.at(std::chrono::weekday{day}.c_encoding()).substr(0, 3));
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

std::string utc_text(Timestamp at) {
  const auto day = std::chrono::floor<days>(at);
  const std::chrono::hh_mm_ss time{at - day};
  std::string text = day_text(LocalDay{day.time_since_epoch()}) + "T" + clock_text(at - day) + ":" +
                     digits(time.seconds().count(), 2);
  if (time.subseconds().count() != 0) text += "." + digits(time.subseconds().count(), 3);
  return text + "Z";
}

std::string local_text(Timestamp at, const Zone& zone) {
  return day_text(zone.day(at)) + " " + local_clock_text(at, zone) + " " +
         offset_text(zone.offset(at));
}

std::string exact_local_text(Timestamp at, const Zone& zone) {
  std::string text = local_text(at, zone);
  const milliseconds past = at - std::chrono::floor<minutes>(at);
  if (past == milliseconds{0}) return text;
  std::string rest = ":" + digits(past / seconds{1}, 2);
  if (past % seconds{1} != milliseconds{0}) {
    rest += "." + digits((past % seconds{1}).count(), 3);
  }
  return text.insert(text.rfind(' '), rest);
}

std::string local_clock_text(Timestamp at, const Zone& zone) {
  const LocalTime local = zone.local(at);
  return clock_text(local - std::chrono::floor<days>(local));
}

std::string duration_text(milliseconds duration) {
  struct Unit {
    seconds length;
    const char* name;
  };
  static constexpr std::array<Unit, 4> units{
      {{seconds{86400}, "d"}, {seconds{3600}, "h"}, {seconds{60}, "m"}, {seconds{1}, "s"}}};
  const auto whole = std::chrono::duration_cast<seconds>(std::chrono::abs(duration));
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (whole < units[i].length) continue;
    std::string text = std::to_string(whole / units[i].length) + units[i].name;
    if (i + 1 == units.size()) return text;
    const auto smaller = whole % units[i].length / units[i + 1].length;
    return smaller == 0 ? text : text + " " + std::to_string(smaller) + units[i + 1].name;
  }
  return "0s";
}

std::string rough_duration_text(milliseconds duration) {
  const std::string text = duration_text(duration);
  return text.substr(0, text.find(' '));
}

Timestamp parse_time(std::string_view text, const Zone& zone, Timestamp now) {
  if (text == "now") return now;
  if (text.starts_with('+')) {
    const Timestamp at = now + parse_duration(text.substr(1));
    require_known_year(zone.day(at));
    return at;
  }
  Scanner scanner(text);
  if (const auto day = scanner.date()) return parse_dated(*day, scanner, zone, text);
  const auto time = scanner.time_of_day();
  if (!time || !scanner.at_end()) refuse_time(text);
  return next_occurrence(*time, zone, now);
}

Timestamp parse_past_time(std::string_view text, const Zone& zone, Timestamp now) {
  constexpr std::string_view units = "dhms";
  if (!text.empty() && text.front() != '+' && units.find(text.back()) != std::string_view::npos) {
    return now - parse_duration(text.substr(text.starts_with('-') ? 1 : 0));
  }
  Scanner scanner(text);
  if (const auto time = scanner.time_of_day(); time && scanner.at_end()) {
    const LocalDay today = zone.day(now);
    const Timestamp at = zone.instant(today + *time);
    return at <= now ? at : zone.instant(today - days{1} + *time);
  }
  const Timestamp at = parse_time(text, zone, now);
  if (at <= now) return at;
  throw Error(ErrorKind::usage,
              "time has not come yet: " + std::string(text) + " (" + utc_text(at) + ")",
              "give a past time, as in -2h or with its date");
}

seconds parse_duration(std::string_view text) {
  constexpr seconds longest = days{3650};
  struct Unit {
    char letter;
    seconds length;
  };
  static constexpr std::array<Unit, 4> units{
      {{'d', days{1}}, {'h', hours{1}}, {'m', minutes{1}}, {'s', seconds{1}}}};
  Scanner scanner(text);
  seconds total{0};
  std::size_t next_unit = 0;
  while (!scanner.at_end()) {
    const auto count = scanner.number(1, 6);
    while (count && next_unit < units.size() && !scanner.accept(units[next_unit].letter)) {
      ++next_unit;
    }
    if (!count || next_unit == units.size()) {
      total = seconds{0};
      break;
    }
    total += *count * units[next_unit].length;
    ++next_unit;
  }
  if (total <= seconds{0} || total > longest) {
    throw Error(ErrorKind::usage, "not a duration: " + std::string(text),
                "write 90m, 2h, 1h30m or 1d (at most 3650d)");
  }
  return total;
}

LocalDay parse_date(std::string_view text) {
  Scanner scanner(text);
  const auto day = scanner.date();
  if (!day || !scanner.at_end()) {
    throw Error(ErrorKind::usage, "not a date: " + std::string(text), "write it as 2026-11-22");
  }
  require_known_year(*day);
  return *day;
}

LocalDay parse_day(std::string_view text, LocalDay today) {
  const std::string word = text::to_lower(text);
  if (word == "today") return today;
  if (word == "tomorrow") return today + days{1};
  if (word == "yesterday") return today - days{1};
  if (const auto day = next_weekday(word, today)) return *day;
  Scanner scanner(text);
  const auto day = scanner.date();
  if (!day || !scanner.at_end()) {
    throw Error(ErrorKind::usage, "not a day: " + std::string(text),
                "write today, tomorrow, friday or 2026-11-22");
  }
  require_known_year(*day);
  return *day;
}

}  // namespace igbot
