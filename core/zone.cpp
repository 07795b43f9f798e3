// SPDX-License-Identifier: MIT
#include "core/zone.hpp"

#include <date/tz.h>

#include <algorithm>
#include <vector>

#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot {
namespace {

using std::chrono::seconds;

/// Edits from what was typed to the whole name or to its city, in any case of letters.
std::size_t edits(std::string_view typed, std::string_view name) {
  const std::string wanted = text::to_lower(typed);
  const std::string full = text::to_lower(name);
  const std::string city = full.substr(full.rfind('/') + 1);
  return std::min(text::distance(wanted, full), text::distance(wanted, city));
}

[[noreturn]] void refuse(std::string_view typed) {
  constexpr std::size_t most_named = 3;
  std::vector<std::string> nearest;
  std::size_t fewest = std::max<std::size_t>(typed.size() / 3, 1);
  for (const date::time_zone& zone : date::get_tzdb().zones) {
    const std::size_t found = edits(typed, zone.name());
    if (found > fewest) continue;
    if (found < fewest) nearest.clear();
    fewest = found;
    nearest.push_back(zone.name());
  }
  if (nearest.size() > most_named) nearest.resize(most_named);
  const std::string hint = nearest.empty() ? "use an IANA name such as Europe/Berlin"
                                           : "did you mean " + text::join(nearest, " or ") + "?";
  throw Error(ErrorKind::usage, "unknown time zone: " + std::string(typed), hint);
}

}  // namespace

Zone Zone::find(std::string_view name) {
  const auto& zones = date::get_tzdb().zones;
  const auto found = std::lower_bound(
      zones.begin(), zones.end(), name,
      [](const date::time_zone& zone, std::string_view wanted) { return zone.name() < wanted; });
  if (found == zones.end() || found->name() != name) refuse(name);
  return {std::string(name), *found};
}

Timestamp Zone::instant(LocalTime local) const {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(local)};
  if (static_cast<int>(day.year()) > k_last_year) {
    throw Error(ErrorKind::usage,
                "date is too far away: clock changes after " + std::to_string(k_last_year) +
                    " are not known",
                "choose an earlier date");
  }
  const auto since_epoch = local.time_since_epoch();
  const auto whole = std::chrono::floor<seconds>(since_epoch);
  const date::local_info info = zone_->get_info(date::local_seconds{whole});
  if (info.result == date::local_info::nonexistent) {
    return Timestamp{info.first.end.time_since_epoch()};
  }
  return Timestamp{since_epoch - info.first.offset};
}

LocalTime Zone::local(Timestamp at) const { return LocalTime{at.time_since_epoch() + offset(at)}; }

LocalDay Zone::day(Timestamp at) const { return std::chrono::floor<std::chrono::days>(local(at)); }

seconds Zone::offset(Timestamp at) const {
  return zone_->get_info(date::sys_seconds{std::chrono::floor<seconds>(at.time_since_epoch())})
      .offset;
}

}  // namespace igbot
