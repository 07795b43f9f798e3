// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/http/http.hpp"
#include "core/post/publisher.hpp"

namespace igbot::instagram {

/// What successful answers say, as pure functions; nothing for one that does not say it.

std::optional<std::string> id_in(const http::Response& response);
std::optional<post::ContainerStatus> container_status_in(const http::Response& response);
std::optional<post::Quota> quota_in(const http::Response& response);
std::optional<std::string> permalink_in(const http::Response& response);
std::optional<post::StoryInsights> insights_in(const http::Response& response);

struct StoryPage {
  std::vector<post::LiveStory> stories;
  std::optional<std::string> next;  ///< the cursor of the next page
};
/// A story without an id spoils the page: it might be the one that is looked for.
std::optional<StoryPage> story_page_in(const http::Response& response);

/// "2026-11-25T22:00:00+0000", as the Graph API writes times; nothing for anything else.
std::optional<Timestamp> parse_graph_time(const std::string& text);

}  // namespace igbot::instagram
