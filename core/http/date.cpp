// SPDX-License-Identifier: MIT
#include "core/http/date.hpp"

#include <array>
#include <cstdio>
#include <string_view>

namespace igbot::http {
namespace {

namespace chrono = std::chrono;

constexpr std::array<std::string_view, 12> k_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> k_weekdays{"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};

}  // namespace

std::optional<Timestamp> parse_date(const std::string& text) {
  // "ddd, DD MMM YYYY hh:mm:ss GMT": every field has its place.
  constexpr std::size_t k_length = 29;
  if (text.size() != k_length || text.compare(26, 3, "GMT") != 0) return std::nullopt;
  unsigned day = 0;
  int year = 0, hour = 0, minute = 0, second = 0;
  std::array<char, 4> name{};
  if (std::sscanf(text.c_str() + 5, "%2u %3s %4d %2d:%2d:%2d", &day, name.data(), &year, &hour,
                  &minute, &second) != 6) {
    return std::nullopt;
  }
  for (unsigned month = 0; month < k_months.size(); ++month) {
    if (k_months[month] != name.data()) continue;
    const chrono::year_month_day date{chrono::year{year}, chrono::month{month + 1},
                                      chrono::day{day}};
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return chrono::sys_days{date} + chrono::hours{hour} + chrono::minutes{minute} +
           chrono::seconds{second};
  }
  return std::nullopt;
}

std::string date_text(Timestamp at) {
  const auto day = chrono::floor<chrono::days>(at);
  const chrono::year_month_day date{day};
  const auto time = chrono::floor<chrono::seconds>(at - day);
  const auto seconds = static_cast<int>(time.count());
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                k_weekdays[chrono::weekday{day}.c_encoding()].data(),
                static_cast<unsigned>(date.day()),
                k_months[static_cast<unsigned>(date.month()) - 1].data(),
                static_cast<int>(date.year()), seconds / 3600, seconds / 60 % 60, seconds % 60);
  return text.data();
}

}  // namespace igbot::http
