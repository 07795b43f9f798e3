// SPDX-License-Identifier: MIT
// What is published: stories, their addresses and figures, and how many more there may be
// (developers.facebook.com/docs/instagram-platform/reference).
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/text/text.hpp"
#include "core/time_text.hpp"
#include "tests/support/graph_api.hpp"

namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::hours k_story_life{24};
constexpr int k_fewest_viewers = 5;
const std::set<std::string> k_story_metrics{"views",      "reach",         "replies",
                                            "navigation", "shares",        "total_interactions",
                                            "follows",    "profile_visits"};

/// "2026-11-25T22:00:00+0000".
std::string graph_time(Timestamp at) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(at);
  std::string text = utc_text(Timestamp(whole));
  text.pop_back();
  return text + "+0000";
}

/// The fields asked for out of all there are; the id always. Nothing when one does not exist.
std::optional<Json> chosen(const Json& all, const std::string& fields) {
  Json json;
  for (const std::string& name : split_fields(fields)) {
    if (name.empty() || name == "id") continue;
    if (!all.contains(name)) return std::nullopt;
    json[name] = all[name];
  }
  json["id"] = all["id"];
  return json;
}

Json story_json(const PublishedStory& story, const std::string& username) {
  return {{"id", story.media_id},
          {"timestamp", graph_time(story.at)},
          {"permalink", "https://www.instagram.com/stories/" + username + "/" + story.media_id},
          {"media_type", story.is_video ? "VIDEO" : "IMAGE"},
          {"media_product_type", "STORY"},
          {"shortcode", "S" + story.media_id},
          {"username", username}};
}

/// One metric as Instagram gives it: most as `values`, what can be broken down as `total_value`.
Json metric_json(const std::string& name, std::int64_t value, const std::string& media_id) {
  Json json{{"name", name}, {"period", "lifetime"}, {"title", name}};
  if (name == "navigation") {
    json["total_value"] = {{"value", value}};
  } else {
    json["values"] = Json::array({{{"value", value}}});
  }
  json["id"] = media_id + "/insights/" + name + "/lifetime";
  return json;
}

}  // namespace

const PublishedStory* GraphApi::find_story(const std::string& media_id) const {
  const auto found =
      std::find_if(stories_.begin(), stories_.end(),
                   [&](const PublishedStory& story) { return story.media_id == media_id; });
  return found == stories_.end() ? nullptr : &*found;
}

int GraphApi::published_today(const std::string& account) const {
  const Timestamp since = now_locked() - std::chrono::hours(24);
  const auto ours = std::count_if(stories_.begin(), stories_.end(), [&](const auto& story) {
    return story.account == account && story.at > since;
  });
  return static_cast<int>(ours) + used_elsewhere_;
}

GraphAnswer GraphApi::list_stories(const GraphCall& call) {
  if (const auto problem = reach_problem(call, call.node)) return graph_error(*problem);
  if (const auto problem = unknown_field(call, {"fields", "limit", "after"})) {
    return graph_error(*problem);
  }
  const std::vector<PublishedStory> live = live_locked(call.node);
  const auto limit = text::to_integer(call.field("limit"));
  const std::size_t size =
      limit && *limit > 0 ? std::min(page_size_, static_cast<std::size_t>(*limit)) : page_size_;
  const auto begin = static_cast<std::size_t>(text::to_integer(call.field("after")).value_or(0));
  const std::size_t end = std::min(live.size(), begin + size);
  Json data = Json::array();
  for (std::size_t i = begin; i < end; ++i) {
    const auto json =
        chosen(story_json(live[i], accounts_.find(call.node)->username), call.field("fields"));
    if (!json) return graph_error(parameter_problem("Tried accessing nonexisting field"));
    data.push_back(*json);
  }
  Json answer{{"data", data}};
  if (!data.empty()) {
    const std::string after = std::to_string(end);
    answer["paging"]["cursors"] = {{"before", std::to_string(begin)}, {"after", after}};
    // Meta writes the token into this address: nobody should go by it.
    if (end < live.size()) {
      answer["paging"]["next"] = "https://graph.instagram.com/" + call.version + "/" + call.node +
                                 "/stories?access_token=" + call.token + "&after=" + after;
    }
  }
  return graph_ok(answer.dump());
}

GraphAnswer GraphApi::media_info(const GraphCall& call) {
  const PublishedStory* story = find_story(call.node);
  if (story == nullptr) return graph_error(missing_object(call.node));
  if (const auto problem = reach_problem(call, story->account)) return graph_error(*problem);
  if (const auto problem = unknown_field(call, {"fields"})) return graph_error(*problem);
  const auto json =
      chosen(story_json(*story, accounts_.find(story->account)->username), call.field("fields"));
  if (!json) return graph_error(parameter_problem("Tried accessing nonexisting field"));
  GraphAnswer answer = graph_ok(json->dump());
  answer.media_id = story->media_id;
  return answer;
}

GraphAnswer GraphApi::insights_of(const GraphCall& call) {
  const PublishedStory* story = find_story(call.node);
  if (story == nullptr) return graph_error(missing_object(call.node));
  if (const auto problem = reach_problem(call, story->account)) return graph_error(*problem);
  if (const auto problem = unknown_field(call, {"metric"})) return graph_error(*problem);
  const std::vector<std::string> metrics = split_fields(call.field("metric"));
  for (const std::string& metric : metrics) {
    if (!k_story_metrics.contains(metric)) {
      return graph_error(parameter_problem("metric[0] must be one of the following values: views"));
    }
  }
  Json data = Json::array();
  if (story->at > now_locked() - k_story_life) {
    const GraphInsights insights = insights_[call.node];
    if (insights.viewers < k_fewest_viewers) {
      return graph_error(
          {.code = 10,
           .message = "(#10) Not enough viewers for the media to show insights",
           .title = "Not enough viewers",
           .user_message = "The media does not have enough viewers to show insights."});
    }
    for (const std::string& metric : metrics) {
      const auto value = insights.values.find(metric);
      data.push_back(
          metric_json(metric, value == insights.values.end() ? 0 : value->second, call.node));
    }
  }
  return graph_ok(Json{{"data", data}}.dump());
}

GraphAnswer GraphApi::quota_of(const GraphCall& call) {
  if (const auto problem = reach_problem(call, call.node)) return graph_error(*problem);
  if (const auto problem = unknown_field(call, {"fields", "since"})) return graph_error(*problem);
  Json entry{{"quota_usage", published_today(call.node)}};
  for (const std::string& name : split_fields(call.field("fields"))) {
    if (name == "config") {
      entry["config"] = {{"quota_total", quota_total_}, {"quota_duration", 86400}};
    } else if (!name.empty() && name != "quota_usage") {
      return graph_error(parameter_problem("Tried accessing nonexisting field (" + name + ")"));
    }
  }
  return graph_ok(Json{{"data", Json::array({entry})}}.dump());
}

void GraphApi::set_quota(int total, int used_elsewhere) {
  const std::lock_guard lock(mutex_);
  quota_total_ = total;
  used_elsewhere_ = used_elsewhere;
}

void GraphApi::set_insights(const std::string& media_id, const GraphInsights& insights) {
  const std::lock_guard lock(mutex_);
  insights_[media_id] = insights;
}

void GraphApi::set_page_size(std::size_t size) {
  const std::lock_guard lock(mutex_);
  page_size_ = size;
}

std::vector<PublishedStory> GraphApi::stories() const {
  const std::lock_guard lock(mutex_);
  return stories_;
}

std::vector<PublishedStory> GraphApi::live_locked(const std::string& account) const {
  std::vector<PublishedStory> live;
  for (auto story = stories_.rbegin(); story != stories_.rend(); ++story) {
    const bool is_live = story->at > now_locked() - k_story_life;
    if (story->account == account && is_live) live.push_back(*story);
  }
  return live;
}

std::vector<PublishedStory> GraphApi::live_stories(const std::string& account) const {
  const std::lock_guard lock(mutex_);
  return live_locked(account);
}

}  // namespace igbot::test
