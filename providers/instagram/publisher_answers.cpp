// SPDX-License-Identifier: MIT
#include "providers/instagram/publisher_answers.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/http/url.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "providers/instagram/graph_json.hpp"

namespace igbot::instagram {
namespace {

using nlohmann::json;
using post::ContainerState;

constexpr std::array<std::pair<std::string_view, ContainerState>, 5> k_status_codes{{
    {"IN_PROGRESS", ContainerState::in_progress},
    {"FINISHED", ContainerState::finished},
    {"PUBLISHED", ContainerState::published},
    {"ERROR", ContainerState::error},
    {"EXPIRED", ContainerState::expired},
}};

/// The body of a success.
std::optional<json> success_in(const http::Response& response) {
  if (!response.ok()) return std::nullopt;
  return parse_answer(response.body);
}

/// The list of a success.
std::optional<json> data_in(const http::Response& response) {
  auto answer = success_in(response);
  const json* data = answer ? member_of(*answer, "data") : nullptr;
  if (data == nullptr || !data->is_array()) return std::nullopt;
  return *data;
}

/// The figure of one metric, in either of the forms that Instagram gives them in.
std::optional<std::int64_t> figure_in(const json& metric) {
  if (const json* total = member_of(metric, "total_value")) return number_of(*total, "value");
  const json* values = member_of(metric, "values");
  if (values == nullptr || !values->is_array() || values->empty()) return std::nullopt;
  return number_of(values->front(), "value");
}

/// The field of a metric's name; null for one that we did not ask for.
std::optional<std::int64_t>* field_of(post::StoryInsights& insights, const std::string& name) {
  if (name == "views") return &insights.views;
  if (name == "reach") return &insights.reach;
  if (name == "replies") return &insights.replies;
  if (name == "navigation") return &insights.navigation;
  if (name == "shares") return &insights.shares;
  if (name == "total_interactions") return &insights.total_interactions;
  if (name == "follows") return &insights.follows;
  if (name == "profile_visits") return &insights.profile_visits;
  return nullptr;
}

/// The number of exactly that many digits.
std::optional<int> digits_at(const std::string& text, std::size_t at, std::size_t count) {
  const std::string part = text.substr(at, count);
  if (part.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return static_cast<int>(text::to_integer(part).value_or(0));
}

}  // namespace

std::optional<std::string> id_in(const http::Response& response) {
  const auto answer = success_in(response);
  return answer ? id_of(*answer) : std::nullopt;
}

std::optional<post::ContainerStatus> container_status_in(const http::Response& response) {
  const auto answer = success_in(response);
  const auto code = answer ? text_of(*answer, "status_code") : std::nullopt;
  if (!code) return std::nullopt;
  for (const auto& [name, state] : k_status_codes) {
    if (name != *code) continue;
    const std::string detail = text_of(*answer, "status").value_or("");
    return post::ContainerStatus{state, text::one_line(text::redact(detail))};
  }
  return std::nullopt;
}

std::optional<post::Quota> quota_in(const http::Response& response) {
  const auto data = data_in(response);
  if (!data || data->empty()) return std::nullopt;
  const json& entry = data->front();
  const json* config = member_of(entry, "config");
  const auto used = number_of(entry, "quota_usage");
  const auto total = config == nullptr ? std::nullopt : number_of(*config, "quota_total");
  const bool is_sane = used && total && *used >= 0 && *total >= 0 && std::in_range<int>(*used) &&
                       std::in_range<int>(*total);
  if (!is_sane) return std::nullopt;
  post::Quota quota{.used = static_cast<int>(*used), .total = static_cast<int>(*total)};
  const auto window = number_of(*config, "quota_duration");
  if (window && *window > 0 && std::in_range<int>(*window)) {
    quota.window = std::chrono::seconds(*window);
  }
  return quota;
}

std::optional<std::string> permalink_in(const http::Response& response) {
  const auto answer = success_in(response);
  auto link = answer ? text_of(*answer, "permalink") : std::nullopt;
  if (!link || !link->starts_with("https://") || !http::is_allowed_url(*link)) return std::nullopt;
  return link;
}

std::optional<post::StoryInsights> insights_in(const http::Response& response) {
  const auto data = data_in(response);
  if (!data) return std::nullopt;
  post::StoryInsights insights;
  for (const json& metric : *data) {
    const auto name = text_of(metric, "name");
    auto* field = name ? field_of(insights, *name) : nullptr;
    if (field != nullptr) *field = figure_in(metric);
  }
  return insights;
}

std::optional<StoryPage> story_page_in(const http::Response& response) {
  const auto answer = success_in(response);
  const json* data = answer ? member_of(*answer, "data") : nullptr;
  if (data == nullptr || !data->is_array()) return std::nullopt;
  StoryPage page;
  for (const json& story : *data) {
    const auto id = id_of(story);
    if (!id) return std::nullopt;
    page.stories.push_back({.media_id = *id,
                            .at = parse_graph_time(text_of(story, "timestamp").value_or("")),
                            .permalink = text_of(story, "permalink").value_or("")});
  }
  page.next = next_cursor(*answer);
  return page;
}

std::optional<Timestamp> parse_graph_time(const std::string& text) {
  constexpr std::string_view k_form = "0000-00-00T00:00:00+0000";
  if (text.size() != k_form.size() || text.substr(19) != "+0000" || text[4] != '-' ||
      text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  const auto year = digits_at(text, 0, 4);
  const auto month = digits_at(text, 5, 2);
  const auto day = digits_at(text, 8, 2);
  const auto hour = digits_at(text, 11, 2);
  const auto minute = digits_at(text, 14, 2);
  const auto second = digits_at(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return Timestamp(std::chrono::sys_days(date)) + std::chrono::hours(*hour) +
         std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

}  // namespace igbot::instagram
