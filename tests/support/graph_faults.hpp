// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/graph_call.hpp"

namespace igbot::test {

/// How the Graph sandbox can be told to fail. What becomes of the call is part of each kind:
/// "refused" ones do nothing, "accepted" ones are carried out first.
enum class GraphFaultKind {
  error,                  ///< 400 with `code` and `subcode`; refused unless `accepted`
  internal_error,         ///< 500, Meta's JSON with code 2; refused unless `accepted`
  bad_gateway,            ///< 502, a gateway's HTML page; refused unless `accepted`
  gateway_timeout,        ///< 504, a gateway's HTML page; refused unless `accepted`
  html_body,              ///< 200 with an HTML page; refused unless `accepted`
  redirect,               ///< 302 to another path of the sandbox; refused unless `accepted`
  truncated_json,         ///< accepted; the JSON stops half-way, the HTTP answer is whole
  wrong_content_type,     ///< accepted; the right JSON as text/html
  no_id,                  ///< accepted; 200 with {"success":true}
  wrong_types,            ///< accepted; 200 with numbers, lists and null where others are expected
  truncated_body,         ///< accepted; the connection ends before Content-Length
  slow_body,              ///< accepted; the first half, then `value` milliseconds, then the rest
  huge_body,              ///< accepted; `value` bytes of answer
  reset_after_accepting,  ///< accepted; the connection closes with no answer
  reset_before_reading,   ///< refused: the connection closes before the body is read
  hang,                   ///< accepted; no answer for `value` milliseconds (0 = until released)
  publish_late,           ///< the connection closes; published `value` milliseconds of the
                          ///< sandbox's time and `calls` calls later
};

struct GraphFault {
  GraphFaultKind kind{};
  /// Only this endpoint, by graph_endpoint_of; empty = any.
  std::string endpoint = {};
  /// Only this account, where the call says which. Not for reset_before_reading.
  std::string account = {};
  /// How many calls it meets; -1 = every one.
  int count = 1;
  /// How likely a call that it would meet is met, 0..1.
  double probability = 1;
  std::int64_t value = 0;
  int calls = 0;
  int code = 0;
  int subcode = 0;
  std::string text = {};
  /// Of an error: the usage header names this wait (X-Business-Use-Case-Usage, minutes).
  int wait_minutes = 0;
  bool accepted = false;
};

std::string_view name_of(GraphFaultKind kind);
/// True when the call is carried out before it fails.
bool is_accepted(const GraphFault& fault);
/// The error a fault of that kind answers with.
GraphProblem problem_of(const GraphFault& fault);

/// Reads the JSON of `POST /_control/faults`: one object or an array of {"kind", "endpoint",
/// "account", "count", "probability", "value" | "ms", "calls", "code", "subcode", "text",
/// "wait_minutes", "accepted"}. Throws std::invalid_argument that names what is wrong.
std::vector<GraphFault> parse_graph_faults(const std::string& json);

/// Faults waiting for their call, first come first served. Thread-safe.
class GraphFaultQueue {
 public:
  void add(const GraphFault& fault);
  void clear();
  /// What probability draws from: the same seed strikes the same calls.
  void set_seed(std::uint64_t seed);
  /// The first fault that matches, counted down; nothing when none does.
  std::optional<GraphFault> take(const std::string& endpoint, const std::string& account);
  /// The same for faults that strike before the body is read.
  std::optional<GraphFault> take_unread(const std::string& endpoint);

 private:
  std::optional<GraphFault> take_if(const std::string& endpoint, const std::string& account,
                                    bool unread);

  std::mutex mutex_;
  std::vector<GraphFault> faults_;
  std::mt19937_64 random_{1};
};

}  // namespace igbot::test
