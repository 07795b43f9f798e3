// SPDX-License-Identifier: MIT
#include "tests/support/graph_api.hpp"

#include <algorithm>

#include "core/text/text.hpp"

namespace igbot::test {
namespace {

constexpr std::string_view k_container_prefix = "1789";
constexpr std::string_view k_media_prefix = "1803";
/// Calls that Meta's own examples make without a version.
const std::set<std::string> k_unversioned{"refresh", "exchange", "code", "debug_token",
                                          "authorize"};
/// Calls that bring no token of an account, or look at it themselves.
const std::set<std::string> k_without_token{"code", "exchange", "debug_token", "authorize"};

std::string endpoint_of_post(const GraphCall& call) {
  if (call.node == "oauth" && call.edge == "access_token") return "code";
  if (call.edge == "media" || call.edge == "media_publish") return call.edge;
  return "unknown";
}

std::string endpoint_of_node(const std::string& node) {
  if (node == "refresh_access_token") return "refresh";
  if (node == "access_token") return "exchange";
  if (node == "debug_token" || node == "me") return node;
  if (node.starts_with(k_container_prefix)) return "status";
  if (node.starts_with(k_media_prefix)) return "media_info";
  return text::to_integer(node) ? "account" : "unknown";
}

bool is_served_version(const std::string& version) {
  const auto major = text::to_integer(version.substr(1, version.find('.') - 1));
  return major && *major >= 20 && *major <= 26 && version.ends_with(".0");
}

std::optional<GraphProblem> path_problem(const GraphCall& call, const std::string& endpoint) {
  const std::string path = "/" + call.node + (call.edge.empty() ? "" : "/" + call.edge);
  if (endpoint == "unknown") {
    return GraphProblem{.code = 2500, .message = "Unknown path components: " + path};
  }
  if (call.version.empty() && !k_unversioned.contains(endpoint)) {
    return GraphProblem{.code = 2500, .message = "sandbox: the path names no version: " + path};
  }
  if (!call.version.empty() && !is_served_version(call.version)) {
    return GraphProblem{.code = 2635, .message = "(#2635) " + call.version + " is not served"};
  }
  return std::nullopt;
}

}  // namespace

std::string graph_endpoint_of(const GraphCall& call) {
  if (call.method == "POST") return endpoint_of_post(call);
  if (call.method != "GET") return "unknown";
  if (call.edge.empty()) return endpoint_of_node(call.node);
  if (call.node == "me" && call.edge == "accounts") return "accounts";
  if (call.node == "dialog" && call.edge == "oauth") return "authorize";
  if (call.node == "oauth" && call.edge == "authorize") return "authorize";
  if (call.node == "oauth" && call.edge == "access_token") {
    return call.field("grant_type") == "fb_exchange_token" ? "exchange" : "code";
  }
  if (call.edge == "content_publishing_limit") return "quota";
  if (call.edge == "stories" || call.edge == "insights") return call.edge;
  return "unknown";
}

GraphApi::GraphApi(GraphApp app) : app_(std::move(app)) {}

const std::map<std::string, GraphApi::Handler>& GraphApi::handlers() {
  static const std::map<std::string, Handler> handlers{{"media_publish", &GraphApi::publish},
                                                       {"status", &GraphApi::container_status},
                                                       {"quota", &GraphApi::quota_of},
                                                       {"stories", &GraphApi::list_stories},
                                                       {"media_info", &GraphApi::media_info},
                                                       {"insights", &GraphApi::insights_of},
                                                       {"me", &GraphApi::me},
                                                       {"accounts", &GraphApi::pages},
                                                       {"account", &GraphApi::account_info},
                                                       {"refresh", &GraphApi::refresh},
                                                       {"exchange", &GraphApi::exchange},
                                                       {"code", &GraphApi::exchange_code},
                                                       {"debug_token", &GraphApi::debug_token},
                                                       {"authorize", &GraphApi::authorize}};
  return handlers;
}

GraphAnswer GraphApi::call(const GraphCall& call) {
  FetchedMedia fetched;
  if (const auto url = url_to_fetch(call)) {
    const bool is_video = !call.field("video_url").empty();
    const std::size_t most = is_video ? k_largest_video : k_largest_picture;
    std::chrono::milliseconds longest{0};
    {
      const std::lock_guard lock(mutex_);
      longest = fetch_time_;
    }
    fetched = fetch_as_crawler(*url, {.bytes = most, .time = longest});
  }
  const std::lock_guard lock(mutex_);
  ++calls_;
  publish_what_is_late();
  GraphAnswer answer = call_locked(call, fetched);
  const std::vector<std::string> reached = reached_by(call.token);
  if (answer.account.empty() && reached.size() == 1) answer.account = reached.front();
  return answer;
}

GraphAnswer GraphApi::call_locked(const GraphCall& call, const FetchedMedia& fetched) {
  if (const auto problem = access_problem(call)) return graph_error(*problem);
  const std::string endpoint = graph_endpoint_of(call);
  if (endpoint == "media") return create_container(call, fetched);
  return (this->*handlers().at(endpoint))(call);
}

std::optional<GraphProblem> GraphApi::access_problem(const GraphCall& call) const {
  const std::string endpoint = graph_endpoint_of(call);
  if (auto problem = path_problem(call, endpoint)) return problem;
  if (k_without_token.contains(endpoint)) return std::nullopt;
  const auto token = accounts_.check(call, now_locked());
  if (const auto* problem = std::get_if<GraphProblem>(&token)) return *problem;
  return proof_problem(call, *std::get<const GraphToken*>(token));
}

std::optional<GraphProblem> GraphApi::proof_problem(const GraphCall& call,
                                                    const GraphToken& token) const {
  const std::string proof = call.field("appsecret_proof");
  if (proof.empty() && (!app_.requires_proof || token.grant.login == AccountLogin::instagram)) {
    return std::nullopt;
  }
  if (proof == appsecret_proof_of(call.token, app_.secret)) return std::nullopt;
  return GraphProblem{.code = 100,
                      .message = proof.empty()
                                     ? "API calls from the server require an appsecret_proof "
                                       "argument"
                                     : "Invalid appsecret_proof provided in the API argument"};
}

std::vector<std::string> GraphApi::reached_by(const std::string& token) const {
  const auto found = accounts_.check({.method = "", .token = token}, now_locked());
  const auto* const* known = std::get_if<const GraphToken*>(&found);
  return known == nullptr ? std::vector<std::string>{} : (*known)->grant.accounts;
}

std::optional<GraphProblem> GraphApi::reach_problem(const GraphCall& call,
                                                    const std::string& account) const {
  const std::vector<std::string> reached = reached_by(call.token);
  if (std::find(reached.begin(), reached.end(), account) != reached.end()) return std::nullopt;
  return missing_object(call.node);
}

std::string GraphApi::account_of(const GraphCall& call) const {
  const std::lock_guard lock(mutex_);
  const auto container = containers_.find(call.node);
  if (container != containers_.end()) return container->second.shown.account;
  if (const PublishedStory* story = find_story(call.node)) return story->account;
  return accounts_.find(call.node) != nullptr ? call.node : "";
}

Timestamp GraphApi::now_locked() const { return SystemClock().now() + offset_; }

GraphApp GraphApi::app() const {
  const std::lock_guard lock(mutex_);
  return app_;
}

void GraphApi::set_app(const GraphApp& app) {
  const std::lock_guard lock(mutex_);
  app_ = app;
}

Timestamp GraphApi::now() const {
  const std::lock_guard lock(mutex_);
  return now_locked();
}

void GraphApi::set_now(Timestamp now) {
  const std::lock_guard lock(mutex_);
  offset_ = now - SystemClock().now();
  publish_what_is_late();
}

void GraphApi::advance(std::chrono::milliseconds by) {
  const std::lock_guard lock(mutex_);
  offset_ += by;
  publish_what_is_late();
}

GraphAccount GraphApi::add_account(const GraphAccount& account) {
  const std::lock_guard lock(mutex_);
  return accounts_.add(account);
}

std::vector<GraphAccount> GraphApi::accounts() const {
  const std::lock_guard lock(mutex_);
  return accounts_.all();
}

std::string GraphApi::issue_token(const GraphGrant& grant, const std::string& text) {
  const std::lock_guard lock(mutex_);
  if (text.empty()) return accounts_.issue(grant, now_locked()).text;
  return accounts_.issue_as(text, grant, now_locked()).text;
}

void GraphApi::spoil_token(const std::string& token, TokenTrouble trouble) {
  const std::lock_guard lock(mutex_);
  accounts_.spoil(token, trouble);
}

std::string GraphApi::issue_code(const GraphGrant& grant) {
  const std::lock_guard lock(mutex_);
  return accounts_.issue_code(grant, now_locked());
}

void GraphApi::set_visitor(const std::vector<std::string>& accounts, bool refuses) {
  const std::lock_guard lock(mutex_);
  visitor_ = accounts;
  visitor_refuses_ = refuses;
}

}  // namespace igbot::test
