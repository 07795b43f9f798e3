// SPDX-License-Identifier: MIT
#include "providers/instagram/instagram_publisher.hpp"

#include <algorithm>
#include <utility>

#include "core/text/conceal.hpp"
#include "core/time_text.hpp"
#include "providers/instagram/graph_error.hpp"
#include "providers/instagram/graph_json.hpp"
#include "providers/instagram/publisher_answers.hpp"

namespace igbot::instagram {
namespace {

using post::Refusal;
using post::Refused;

/// Instagram shows at most 100 stories of a day; more pages than this are no listing.
constexpr int k_most_pages = 20;
constexpr std::string_view k_too_few_viewers = "Not enough viewers";

post::Publisher::Answer<http::Response> refused(const Refused& why) { return why; }

/// A success as what it says, anything else as what it means.
template <typename Value>
post::Publisher::Answer<Value> judged(const post::Publisher::Answer<http::Response>& answer,
                                      std::optional<Value> (*read)(const http::Response&),
                                      GraphCallKind kind) {
  if (const auto* why = std::get_if<Refused>(&answer)) return *why;
  const auto& response = std::get<http::Response>(answer);
  if (auto value = read(response)) return *std::move(value);
  return refusal_of(response, kind);
}

/// An id from elsewhere must not change the path it is put into.
std::string path_of(const std::string& id, const char* edge = "") { return "/" + id + edge; }

/// An id of ours that is none: refused before anything leaves.
std::optional<Refused> id_problem(const std::string& id, Refusal kind) {
  if (is_graph_id(id)) return std::nullopt;
  return Refused{.kind = kind, .why = "not an id of Instagram: \"" + id + "\""};
}

}  // namespace

post::Publisher::Answer<http::Response> InstagramPublisher::send(
    const post::PublishingAccount& account, GraphRequest request) {
  if (const auto problem = id_problem(account.instagram_id, Refusal::permission))
    return refused(*problem);
  if (const auto wait = api_.wait(account.login, account.instagram_id)) {
    return refused(
        {.kind = Refusal::rate_limited,
         .why = "the limit of calls to Instagram is nearly used up, for " + duration_text(*wait),
         .wait = wait});
  }
  request.login = account.login;
  request.token = account.token;
  request.account = account.instagram_id;
  try {
    return api_.send(request);
  } catch (const http::TransportError& error) {
    return refused(refusal_of(error));
  }
}

post::Publisher::Answer<std::string> InstagramPublisher::prepare(
    const post::PublishingAccount& account, const post::StoryDraft& story) {
  const auto answer =
      send(account, {.method = "POST",
                     .path = path_of(account.instagram_id, "/media"),
                     .fields = {{"media_type", "STORIES"},
                                {story.is_video ? "video_url" : "image_url", story.url}}});
  return judged<std::string>(answer, id_in, GraphCallKind::prepare);
}

post::Publisher::Answer<post::ContainerStatus> InstagramPublisher::inspect(
    const post::PublishingAccount& account, const std::string& container) {
  if (const auto problem = id_problem(container, Refusal::container)) return *problem;
  const auto answer =
      send(account, {.path = path_of(container), .fields = {{"fields", "status_code,status"}}});
  auto seen = judged<post::ContainerStatus>(answer, container_status_in, GraphCallKind::read);
  // Words of a success, which http::DiscreetHttp leaves as they are.
  if (auto* status = std::get_if<post::ContainerStatus>(&seen)) {
    status->detail = text::conceal(status->detail, {account.token.reveal()});
  }
  return seen;
}

post::Publisher::Answer<std::string> InstagramPublisher::publish(
    const post::PublishingAccount& account, const std::string& container) {
  if (const auto problem = id_problem(container, Refusal::container)) return *problem;
  const auto answer = send(account, {.method = "POST",
                                     .path = path_of(account.instagram_id, "/media_publish"),
                                     .fields = {{"creation_id", container}}});
  return judged<std::string>(answer, id_in, GraphCallKind::publish);
}

post::Publisher::Answer<post::Quota> InstagramPublisher::quota(
    const post::PublishingAccount& account) {
  const auto answer =
      send(account, {.path = path_of(account.instagram_id, "/content_publishing_limit"),
                     .fields = {{"fields", "quota_usage,config"}}});
  return judged<post::Quota>(answer, quota_in, GraphCallKind::read);
}

post::Publisher::Answer<std::vector<post::LiveStory>> InstagramPublisher::stories(
    const post::PublishingAccount& account) {
  std::vector<post::LiveStory> stories;
  std::optional<std::string> cursor;
  for (int pages = 0; pages < k_most_pages; ++pages) {
    GraphRequest request{.path = path_of(account.instagram_id, "/stories"),
                         .fields = {{"fields", "id,timestamp,permalink"}, {"limit", "100"}}};
    if (cursor) request.fields.push_back({"after", *cursor});
    const auto answer =
        judged<StoryPage>(send(account, request), story_page_in, GraphCallKind::read);
    if (const auto* why = std::get_if<Refused>(&answer)) return *why;
    const auto& page = std::get<StoryPage>(answer);
    stories.insert(stories.end(), page.stories.begin(), page.stories.end());
    if (!page.next) return stories;
    cursor = page.next;
  }
  return Refused{.why = "the listing of stories does not end"};
}

post::Publisher::Answer<std::string> InstagramPublisher::permalink(
    const post::PublishingAccount& account, const std::string& media_id) {
  if (const auto problem = id_problem(media_id, Refusal::permission)) return *problem;
  const auto answer =
      send(account, {.path = path_of(media_id), .fields = {{"fields", "permalink"}}});
  return judged<std::string>(answer, permalink_in, GraphCallKind::read);
}

post::Publisher::Answer<std::variant<post::StoryInsights, post::TooFewViewers>>
InstagramPublisher::insights(const post::PublishingAccount& account, const std::string& media_id) {
  using Insights = std::variant<post::StoryInsights, post::TooFewViewers>;
  if (const auto problem = id_problem(media_id, Refusal::permission)) return *problem;
  const auto answer = send(account, {.path = path_of(media_id, "/insights"),
                                     .fields = {{"metric",
                                                 "views,reach,replies,navigation,shares,"
                                                 "total_interactions,follows,profile_visits"}}});
  if (const auto* why = std::get_if<Refused>(&answer)) return *why;
  const auto& response = std::get<http::Response>(answer);
  if (const auto insights = insights_in(response)) return Insights{*insights};
  const auto error = graph_error_in(response);
  if (error && error->code == 10 && error->message.find(k_too_few_viewers) != std::string::npos) {
    return Insights{post::TooFewViewers{}};
  }
  return refusal_of(response, GraphCallKind::read);
}

}  // namespace igbot::instagram
