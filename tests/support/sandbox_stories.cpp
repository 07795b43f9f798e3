// SPDX-License-Identifier: MIT
#include "tests/support/sandbox_stories.hpp"

#include <httplib.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tests/support/graph_api.hpp"
#include "tests/support/sandbox_page.hpp"

namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

Json accounts_json(const GraphApi& graph) {
  Json accounts = Json::array();
  for (const GraphAccount& account : graph.accounts()) {
    Json stories = Json::array();
    for (const PublishedStory& story : graph.live_stories(account.id)) {
      stories.push_back({{"id", story.media_id},
                         {"time", to_millis(story.at) / 1000},
                         {"is_video", story.is_video}});
    }
    accounts.push_back({{"id", account.id}, {"username", account.username}, {"stories", stories}});
  }
  return accounts;
}

std::optional<PublishedStory> story_with(const GraphApi& graph, const std::string& media_id) {
  for (const PublishedStory& story : graph.stories()) {
    if (story.media_id == media_id) return story;
  }
  return std::nullopt;
}

void answer_story(const GraphApi* graph, const std::string& media_id, httplib::Response& response) {
  protect_page(response);
  const auto story = graph == nullptr ? std::nullopt : story_with(*graph, media_id);
  if (!story) {
    response.status = 404;
    return;
  }
  response.set_content(*story->bytes, story->is_video ? "video/mp4" : "image/jpeg");
}

}  // namespace

void add_story_routes(httplib::Server& http, const GraphApi* graph) {
  http.Get("/_page/stories", [graph](const httplib::Request&, httplib::Response& response) {
    protect_page(response);
    const Json accounts = graph == nullptr ? Json::array() : accounts_json(*graph);
    response.set_content(
        Json{{"accounts", accounts}}.dump(-1, ' ', false, Json::error_handler_t::replace),
        "application/json");
  });
  http.Get(R"(/_page/stories/(\d+))",
           [graph](const httplib::Request& request, httplib::Response& response) {
             answer_story(graph, request.matches[1], response);
           });
}

}  // namespace igbot::test
