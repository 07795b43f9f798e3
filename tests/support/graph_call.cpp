// SPDX-License-Identifier: MIT
#include "tests/support/graph_call.hpp"

#include <atomic>
#include <nlohmann/json.hpp>
#include <regex>

#include "core/text/text.hpp"

namespace igbot::test {
namespace {

/// Letters and digits, another one for each error.
std::string next_trace() {
  static std::atomic<int> count{0};
  return "AsandboxTrace" + std::to_string(++count);
}

}  // namespace

std::string GraphCall::field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

GraphCall graph_call_of(const std::string& method, const std::string& path) {
  GraphCall call{.method = method};
  std::vector<std::string> parts = text::split(path, '/');
  std::size_t at = 1;  // the path begins with a slash
  if (at < parts.size()) {
    if (const auto host = account_login_from(parts[at])) {
      call.host = host;
      ++at;
    }
  }
  static const std::regex version(R"(v\d+\.\d+)");
  if (at < parts.size() && std::regex_match(parts[at], version)) call.version = parts[at++];
  if (at < parts.size()) call.node = parts[at++];
  for (std::size_t i = at; i < parts.size(); ++i) call.edge += (i == at ? "" : "/") + parts[i];
  return call;
}

GraphAnswer graph_ok(const std::string& body) { return {.status = 200, .body = body}; }

GraphAnswer graph_error(const GraphProblem& problem, int status) {
  nlohmann::ordered_json error{
      {"message", problem.message}, {"type", "OAuthException"}, {"code", problem.code}};
  std::string outcome = std::to_string(problem.code);
  if (problem.subcode != 0) {
    error["error_subcode"] = problem.subcode;
    outcome += "/" + std::to_string(problem.subcode);
  }
  if (problem.is_transient || !problem.title.empty()) error["is_transient"] = problem.is_transient;
  if (!problem.title.empty()) {
    error["error_user_title"] = problem.title;
    error["error_user_msg"] = problem.user_message;
  }
  error["fbtrace_id"] = next_trace();
  return {.status = status,
          .body = nlohmann::ordered_json{{"error", error}}.dump(
              -1, ' ', false, nlohmann::ordered_json::error_handler_t::replace),
          .outcome = outcome};
}

GraphProblem parameter_problem(const std::string& message) {
  return {.code = 100, .message = "(#100) " + message};
}

GraphProblem missing_object(const std::string& id) {
  return {.code = 100,
          .subcode = 33,
          .message = "Unsupported request. Object with ID '" + id +
                     "' does not exist, cannot be loaded due to missing permissions, or does not "
                     "support this operation"};
}

std::optional<GraphProblem> unknown_field(const GraphCall& call,
                                          const std::set<std::string>& known) {
  for (const auto& [name, value] : call.fields) {
    if (name != "appsecret_proof" && !known.contains(name)) {
      return parameter_problem("sandbox: unknown parameter \"" + name + "\"");
    }
  }
  return std::nullopt;
}

std::vector<std::string> split_fields(const std::string& fields) {
  std::vector<std::string> names{""};
  int depth = 0;
  for (const char c : fields) {
    if (c == '{') ++depth;
    if (c == '}') --depth;
    if (c == ',' && depth == 0) {
      names.emplace_back();
    } else {
      names.back() += c;
    }
  }
  return names;
}

}  // namespace igbot::test
