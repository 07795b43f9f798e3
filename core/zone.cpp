// SPDX-License-Identifier: MIT
#include "core/zone.hpp"

#include <absl/time/time.h>

#include <algorithm>
#include <fstream>
#include <vector>

#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot {
namespace {

using std::chrono::seconds;

/// No name is as long, and comparing takes the product of both lengths.
constexpr std::size_t k_longest_compared = 128;

/// Edits from what was typed to the whole name or to its city, in any case of letters.
std::size_t edits(std::string_view typed, std::string_view name) {
  const std::string wanted = text::to_lower(typed.substr(0, k_longest_compared));
  const std::string full = text::to_lower(name);
  const std::string city = full.substr(full.rfind('/') + 1);
  return std::min(text::distance(wanted, full), text::distance(wanted, city));
}

constexpr const char* k_zone_list = "/usr/share/zoneinfo/tzdata.zi";

/// Every IANA name, from the list the system's zone data comes with: `Z NAME ...` is a zone,
/// `L TARGET NAME` another name of one (zic(8)).
std::vector<std::string> read_zone_names() {
  std::ifstream file(k_zone_list);
  std::vector<std::string> names;
  for (std::string line; std::getline(file, line);) {
    const auto words = text::split(line, ' ');
    if (words.front() == "Z" && words.size() > 1) names.push_back(words[1]);
    if (words.front() == "L" && words.size() > 2) names.push_back(words[2]);
  }
  if (names.empty()) {
    throw Error(ErrorKind::failed, std::string("no time zone data: ") + k_zone_list,
                "apt-get install tzdata");
  }
  std::sort(names.begin(), names.end());
  return names;
}

const std::vector<std::string>& zone_names() {
  static const std::vector<std::string> names = read_zone_names();
  return names;
}

[[noreturn]] void refuse(std::string_view typed) {
  constexpr std::size_t most_named = 3;
  std::vector<std::string> nearest;
  std::size_t fewest = std::max<std::size_t>(typed.size() / 3, 1);
  for (const std::string& name : zone_names()) {
    const std::size_t found = edits(typed, name);
    if (found > fewest) continue;
    if (found < fewest) nearest.clear();
    fewest = found;
    nearest.push_back(name);
  }
  if (nearest.size() > most_named) nearest.resize(most_named);
  const std::string hint = nearest.empty() ? "use an IANA name such as Europe/Berlin"
                                           : "did you mean " + text::join(nearest, " or ") + "?";
  throw Error(ErrorKind::usage, "unknown time zone: " + std::string(typed), hint);
}

}  // namespace

struct Zone::Rules {
  absl::TimeZone zone;
};

Zone Zone::find(std::string_view name) {
  const auto& names = zone_names();
  if (!std::binary_search(names.begin(), names.end(), name)) refuse(name);
  auto rules = std::make_shared<Rules>();
  if (!absl::LoadTimeZone({name.data(), name.size()}, &rules->zone)) {
    throw Error(ErrorKind::failed, "time zone data cannot be read: " + std::string(name),
                "apt-get install --reinstall tzdata");
  }
  return {std::string(name), std::move(rules)};
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
  const auto info = rules_->zone.At(absl::CivilSecond(1970) + whole.count());
  if (info.kind == absl::TimeZone::TimeInfo::SKIPPED) {
    return from_millis(absl::ToUnixMillis(info.trans));
  }
  return from_millis(absl::ToUnixMillis(info.pre)) + (since_epoch - whole);
}

LocalTime Zone::local(Timestamp at) const { return LocalTime{at.time_since_epoch() + offset(at)}; }

LocalDay Zone::day(Timestamp at) const { return std::chrono::floor<std::chrono::days>(local(at)); }

seconds Zone::offset(Timestamp at) const {
  return seconds{rules_->zone.At(absl::FromUnixMillis(to_millis(at))).offset};
}

}  // namespace igbot
