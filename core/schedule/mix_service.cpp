// SPDX-License-Identifier: MIT
#include "core/schedule/mix_service.hpp"

#include <map>

#include "core/access/authorise.hpp"
#include "core/schedule/mix_repository.hpp"
#include "core/settings/settings_history.hpp"
#include "core/text/text.hpp"

namespace igbot::schedule {
namespace {

constexpr std::int64_t k_all = 10000;

/// "29.5" as 2950; nothing for anything but 0..100 with at most two decimals.
std::optional<std::int64_t> basis_points(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string decimals;
  if (point != std::string_view::npos) {
    decimals = text.substr(point + 1);
    if (decimals.empty() || decimals.size() > 2) return std::nullopt;
  }
  decimals.resize(2, '0');
  if (whole.empty() || whole.size() > 3) return std::nullopt;
  const std::string digits = std::string(whole) + decimals;
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const auto points = text::to_integer(digits);
  return points && *points <= k_all ? points : std::nullopt;
}

}  // namespace

std::vector<CategoryShare> parse_mix(const std::vector<std::string>& words) {
  std::map<std::string, std::int64_t> shares;
  std::int64_t sum = 0;
  for (const std::string& word : words) {
    // A category is a folder name and may contain '='.
    const std::size_t equals = word.rfind('=');
    const std::string category = word.substr(0, equals);
    const auto points =
        equals == std::string::npos ? std::nullopt : basis_points(word.substr(equals + 1));
    if (!points || category.empty()) {
      throw Error(ErrorKind::usage, "not a share: " + word,
                  "write CATEGORY=PERCENT with at most two decimals, such as memes=70 merch=30");
    }
    if (!shares.emplace(category, *points).second) {
      throw Error(ErrorKind::usage, "category is named twice: " + category,
                  "name each category once, as in memes=70 merch=30");
    }
    sum += *points;
  }
  if (sum != k_all) {
    throw Error(ErrorKind::usage, "shares sum to " + percent_text(sum) + ", not to 100",
                "name every category that shall be posted; the shares together are 100");
  }
  std::vector<CategoryShare> mix;
  mix.reserve(shares.size());
  for (const auto& [category, points] : shares) mix.push_back({category, points});
  return mix;
}

std::string percent_text(std::int64_t basis_points) {
  std::string text = std::to_string(basis_points / 100);
  const std::int64_t rest = basis_points % 100;
  if (rest == 0) return text;
  text += "." + std::to_string(rest / 10);
  return rest % 10 == 0 ? text : text + std::to_string(rest % 10);
}

std::string mix_text(const std::vector<CategoryShare>& shares) {
  if (shares.empty()) return "all categories equal";
  std::vector<std::string> parts;
  parts.reserve(shares.size());
  for (const auto& share : shares)
    parts.push_back(share.category + "=" + percent_text(share.weight));
  return text::join(parts, " ");
}

std::vector<MixLine> MixService::show() const {
  std::map<std::string, MixLine> lines;
  for (const CategoryShare& share : MixRepository(scope_).current()) {
    lines[share.category] = {share.category, share.weight, 0};
  }
  const auto counts = scope_.db().execute(
      "SELECT category, COUNT(*) FROM media_items WHERE chat_id = $1 AND active = 1 "
      "GROUP BY category ORDER BY category",
      {scope_.key()});
  for (const auto& row : counts.rows) {
    MixLine& line = lines[row.text(0)];
    line.category = row.text(0);
    line.active = row.integer(1);
  }
  std::vector<MixLine> list;
  list.reserve(lines.size());
  for (auto& [category, line] : lines) list.push_back(std::move(line));
  return list;
}

MixChange MixService::replace(const std::vector<CategoryShare>& shares,
                              const std::optional<std::string>& reason) {
  MixRepository mix(scope_);
  MixChange change{mix.current(), shares};
  if (!change.changed()) return change;
  access::require_right(scope_, access::Right::manage);
  mix.replace(shares);
  scope_.audit({.entity = "mix",
                .entity_id = "mix",
                .action = "set",
                .before = mix_text(change.before),
                .after = mix_text(change.after),
                .reason = reason});
  return change;
}

MixChange MixService::set(const std::vector<CategoryShare>& shares,
                          const std::optional<std::string>& reason) {
  MixChange change = replace(shares, reason);
  if (change.changed()) add_snapshot(scope_, reason);
  return change;
}

}  // namespace igbot::schedule
