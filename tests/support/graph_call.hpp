// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/account/account_repository.hpp"

namespace igbot::test {

/// When a publication whose answer was lost really happens: after that much of the sandbox's time
/// and that many further calls.
struct LatePublication {
  std::chrono::milliseconds delay{0};
  int calls = 0;
};

/// One call of the Graph API after transport decoding.
struct GraphCall {
  std::string method;  ///< GET, POST
  /// Whose host was asked; nothing where one address stands for both.
  std::optional<AccountLogin> host = std::nullopt;
  std::string version = {};  ///< "v25.0"; empty = the path names none
  std::string node = {};     ///< "me", an id, "oauth", …
  std::string edge = {};     ///< "media", "stories", …; empty = the node itself
  std::map<std::string, std::string> fields = {};  ///< all parameters but the token
  std::string token = {};
  bool has_token_in_url = false;
  std::optional<LatePublication> late = std::nullopt;

  std::string field(const std::string& name) const;
};

/// A path as it stands in the request line: "/v25.0/17841/media", "/facebook/v25.0/me". What it
/// names besides is left in `edge` with its slashes.
GraphCall graph_call_of(const std::string& method, const std::string& path);

/// An error of the Graph API (developers.facebook.com/docs/graph-api/guides/error-handling). One
/// with a title is told with all the fields that publishing errors have.
struct GraphProblem {
  int code = 0;
  int subcode = 0;
  std::string message;
  std::string title = {};
  std::string user_message = {};
  bool is_transient = false;
};

struct GraphAnswer {
  int status = 200;
  std::string body;
  /// "ok", or "9007/2207027" of a refusal.
  std::string outcome = "ok";
  std::string location = {};  ///< of a redirect
  std::string account = {};   ///< whose call it was, when the token said so
  std::string container = {};
  std::string media_id = {};
};

/// `body` is JSON.
GraphAnswer graph_ok(const std::string& body);
GraphAnswer graph_error(const GraphProblem& problem, int status = 400);

/// Code 100, for what a call should not have said.
GraphProblem parameter_problem(const std::string& message);
/// Code 100/33: an object that is not there, or not for this token.
GraphProblem missing_object(const std::string& id);
/// The first parameter that a call does not have, as a problem.
std::optional<GraphProblem> unknown_field(const GraphCall& call,
                                          const std::set<std::string>& known);

/// "id,name,account{id,username}" as "id", "name", "account{id,username}".
std::vector<std::string> split_fields(const std::string& fields);

}  // namespace igbot::test
