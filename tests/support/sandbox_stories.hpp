// SPDX-License-Identifier: MIT
#pragma once

namespace httplib {
class Server;
}

namespace igbot::test {

class GraphApi;

/// Serves what the page shows of Instagram below /_page/stories: every account with its live
/// stories, and their pictures and videos. Without a Graph API there are no accounts; `graph`
/// outlives the server.
void add_story_routes(httplib::Server& http, const GraphApi* graph);

}  // namespace igbot::test
