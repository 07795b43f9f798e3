// SPDX-License-Identifier: MIT
#pragma once

namespace httplib {
class Server;
}

namespace igbot::test {

class GraphSandbox;

/// Serves /_control of the Graph sandbox, which outlives the server. Bodies and answers are JSON:
/// POST accounts {"id", "username", "account_type"} → {"id", "username", "token"} (a token of
/// Instagram Login), POST tokens {"login", "accounts", "token", "age_seconds", "life_seconds"} →
/// {"token"}, POST tokens/spoil {"token", "trouble"}, POST codes {"login", "accounts"} → {"code"},
/// POST processing {"status_reads", "ms"}, POST containers {"id", "state", "detail"}, POST quota
/// {"total", "used"}, POST insights {"media_id", "viewers", "values"}, POST usage {"app",
/// "account", "percent", "wait_minutes"}, POST clock {"advance_ms"}, POST faults, POST seed
/// {"seed"}, DELETE faults, POST release; GET calls, stories, containers.
void add_graph_control_routes(httplib::Server& http, GraphSandbox& sandbox);

}  // namespace igbot::test
