// SPDX-License-Identifier: MIT
// Tokens and whom they speak for: Instagram Login and Facebook Login
// (developers.facebook.com/docs/instagram-platform, /docs/facebook-login/guides/access-tokens).
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/http/url.hpp"
#include "core/text/text.hpp"
#include "tests/support/graph_api.hpp"

namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::hours k_long_life{24 * 60};
constexpr std::chrono::hours k_short_life{1};
constexpr std::chrono::hours k_youngest_to_refresh{24};
constexpr const char* k_permissions =
    "instagram_business_basic,instagram_business_content_publish,"
    "instagram_business_manage_insights";

/// api.instagram.com has errors of its own form.
GraphAnswer code_error(const std::string& message) {
  GraphAnswer answer{
      .status = 400,
      .body =
          Json{{"error_type", "OAuthException"}, {"code", 400}, {"error_message", message}}.dump()};
  answer.outcome = "400";
  return answer;
}

std::int64_t seconds_until(Timestamp end, Timestamp now) {
  return std::chrono::duration_cast<std::chrono::seconds>(end - now).count();
}

/// The fields of `{…}` behind a name: "instagram_business_account{id,username}".
std::optional<std::string> inner_fields(const std::string& field, const std::string& name) {
  if (field == name) return "id";
  if (!field.starts_with(name + "{") || !field.ends_with("}")) return std::nullopt;
  return field.substr(name.size() + 1, field.size() - name.size() - 2);
}

std::optional<Json> picked(const Json& all, const std::string& fields) {
  Json json = Json::object();
  for (const std::string& name : split_fields(fields)) {
    if (!name.empty() && !all.contains(name)) return std::nullopt;
    if (!name.empty()) json[name] = all[name];
  }
  json["id"] = all["id"];
  return json;
}

Json account_json(const GraphAccount& account) {
  return {{"id", account.id},
          {"username", account.username},
          {"name", account.username},
          {"followers_count", 12},
          {"media_count", 3}};
}

GraphAnswer no_such_field() {
  return graph_error(parameter_problem("Tried accessing nonexisting field"));
}

}  // namespace

GraphToken GraphApi::renewed(GraphGrant grant) {
  grant.age = std::chrono::seconds(0);
  grant.life = grant.is_short_lived ? k_short_life : k_long_life;
  return accounts_.issue(grant, now_locked());
}

std::optional<GraphProblem> GraphApi::app_problem(const GraphCall& call) const {
  if (call.field("client_id") != app_.id) {
    return GraphProblem{.code = 101,
                        .message = "Error validating application. Cannot get application info"};
  }
  if (call.field("client_secret") == app_.secret) return std::nullopt;
  return GraphProblem{.code = 1, .message = "Error validating client secret."};
}

GraphAnswer GraphApi::me(const GraphCall& call) {
  if (const auto problem = unknown_field(call, {"fields"})) return graph_error(*problem);
  const auto checked = accounts_.check(call, now_locked());
  const GraphGrant& grant = std::get<const GraphToken*>(checked)->grant;
  Json all{{"id", "7001"}, {"name", "Anna Sandbox"}};
  if (grant.login == AccountLogin::instagram) {
    const GraphAccount& account = *accounts_.find(grant.accounts.front());
    // The id is the app's own of this account; calls take the user_id.
    all = {{"id", "99" + account.id.substr(2)},
           {"user_id", account.id},
           {"username", account.username},
           {"account_type", account.account_type},
           {"name", account.username}};
  }
  const auto json = picked(all, call.field("fields"));
  return json ? graph_ok(json->dump()) : no_such_field();
}

GraphAnswer GraphApi::pages(const GraphCall& call) {
  const auto checked = accounts_.check(call, now_locked());
  const GraphGrant& grant = std::get<const GraphToken*>(checked)->grant;
  if (grant.login != AccountLogin::facebook) return graph_error(missing_object("me"));
  if (const auto problem = unknown_field(call, {"fields", "limit", "after"})) {
    return graph_error(*problem);
  }
  const auto begin = static_cast<std::size_t>(text::to_integer(call.field("after")).value_or(0));
  // One Page that belongs to no Instagram account comes first.
  const std::size_t count = grant.accounts.size() + 1;
  const std::size_t end = std::min(count, begin + page_size_);
  Json data = Json::array();
  for (std::size_t i = begin; i < end; ++i) {
    const GraphAccount* account = i == 0 ? nullptr : accounts_.find(grant.accounts[i - 1]);
    Json page{{"id", account == nullptr ? "1009" : account->page_id}};
    for (const std::string& field : split_fields(call.field("fields"))) {
      if (field == "id" || field.empty()) continue;
      if (field == "name") {
        page["name"] = account == nullptr ? "A bare Page" : account->username + " Page";
        continue;
      }
      const auto inner = inner_fields(field, "instagram_business_account");
      if (!inner) return no_such_field();
      if (account == nullptr) continue;
      const auto json = picked(account_json(*account), *inner);
      if (!json) return no_such_field();
      page["instagram_business_account"] = *json;
    }
    data.push_back(std::move(page));
  }
  Json answer{{"data", data}};
  answer["paging"]["cursors"] = {{"before", std::to_string(begin)}, {"after", std::to_string(end)}};
  if (end < count) {
    answer["paging"]["next"] = "https://graph.facebook.com/" + call.version +
                               "/me/accounts?access_token=" + call.token +
                               "&after=" + std::to_string(end);
  }
  return graph_ok(answer.dump());
}

GraphAnswer GraphApi::account_info(const GraphCall& call) {
  if (const auto problem = reach_problem(call, call.node)) return graph_error(*problem);
  if (const auto problem = unknown_field(call, {"fields"})) return graph_error(*problem);
  const auto json = picked(account_json(*accounts_.find(call.node)), call.field("fields"));
  return json ? graph_ok(json->dump()) : no_such_field();
}

GraphAnswer GraphApi::refresh(const GraphCall& call) {
  if (const auto problem = unknown_field(call, {"grant_type"})) return graph_error(*problem);
  const auto checked = accounts_.check(call, now_locked());
  const GraphToken old = *std::get<const GraphToken*>(checked);
  if (call.field("grant_type") != "ig_refresh_token" || !call.has_token_in_url ||
      old.grant.login != AccountLogin::instagram || old.grant.is_short_lived) {
    return graph_error(parameter_problem("Unsupported request - method type: get"));
  }
  if (now_locked() - old.issued_at < k_youngest_to_refresh) {
    return graph_error(parameter_problem("Session key is not at least 24 hours old"));
  }
  const GraphToken fresh = renewed(old.grant);
  return graph_ok(Json{
      {"access_token", fresh.text},
      {"token_type", "bearer"},
      {"expires_in", seconds_until(fresh.expires_at, now_locked())},
      {"permissions",
       k_permissions}}.dump());
}

GraphAnswer GraphApi::exchange(const GraphCall& call) {
  const bool is_facebook = call.node == "oauth";
  if (const auto problem = unknown_field(
          call, is_facebook ? std::set<std::string>{"grant_type", "client_id", "client_secret",
                                                    "fb_exchange_token"}
                            : std::set<std::string>{"grant_type", "client_secret"})) {
    return graph_error(*problem);
  }
  GraphCall with_token = call;
  if (is_facebook) {
    if (const auto problem = app_problem(call)) return graph_error(*problem);
    with_token.token = call.field("fb_exchange_token");
  } else if (call.field("client_secret") != app_.secret ||
             call.field("grant_type") != "ig_exchange_token") {
    return graph_error({.code = 1, .message = "Error validating client secret."});
  }
  const auto checked = accounts_.check(with_token, now_locked());
  if (const auto* problem = std::get_if<GraphProblem>(&checked)) return graph_error(*problem);
  GraphGrant grant = std::get<const GraphToken*>(checked)->grant;
  const bool is_right_login = is_facebook == (grant.login == AccountLogin::facebook);
  if (!is_right_login || (!is_facebook && !grant.is_short_lived)) {
    return graph_error(parameter_problem("Unsupported request - method type: get"));
  }
  grant.is_short_lived = false;
  const GraphToken fresh = renewed(grant);
  return graph_ok(Json{{"access_token", fresh.text},
                       {"token_type", "bearer"},
                       {"expires_in", seconds_until(fresh.expires_at, now_locked())}}
                      .dump());
}

GraphAnswer GraphApi::exchange_code(const GraphCall& call) {
  return call.method == "POST" ? exchange_instagram_code(call) : exchange_facebook_code(call);
}

GraphAnswer GraphApi::exchange_instagram_code(const GraphCall& call) {
  if (unknown_field(call, {"client_id", "client_secret", "grant_type", "redirect_uri", "code"})) {
    return code_error("sandbox: unknown parameter");
  }
  if (app_problem(call)) return code_error("Invalid platform app");
  if (call.field("grant_type") != "authorization_code") return code_error("Invalid grant_type");
  if (call.field("redirect_uri") != app_.redirect_uri) {
    return code_error(
        "Error validating verification code. Please make sure your redirect_uri is "
        "identical to the one you used in the OAuth dialog request");
  }
  auto grant = accounts_.take_code(call.field("code"), AccountLogin::instagram, now_locked());
  if (!grant) return code_error("This authorization code has been used");
  grant->is_short_lived = true;
  const GraphToken token = renewed(*grant);
  return graph_ok(Json{{"access_token", token.text},
                       {"user_id", text::to_integer(grant->accounts.front()).value_or(0)},
                       {"permissions", Json::array({"instagram_business_basic"})}}
                      .dump());
}

GraphAnswer GraphApi::exchange_facebook_code(const GraphCall& call) {
  if (const auto problem =
          unknown_field(call, {"client_id", "client_secret", "redirect_uri", "code"})) {
    return graph_error(*problem);
  }
  if (const auto problem = app_problem(call)) return graph_error(*problem);
  if (call.field("redirect_uri") != app_.redirect_uri) {
    return graph_error({.code = 100,
                        .subcode = 36008,
                        .message = "Error validating verification code. Please make sure your "
                                   "redirect_uri is identical to the one you used in the OAuth "
                                   "dialog request"});
  }
  auto grant = accounts_.take_code(call.field("code"), AccountLogin::facebook, now_locked());
  if (!grant) {
    return graph_error(
        {.code = 100, .subcode = 36009, .message = "This authorization code has been used."});
  }
  grant->is_short_lived = true;
  const GraphToken token = renewed(*grant);
  return graph_ok(Json{{"access_token", token.text},
                       {"token_type", "bearer"},
                       {"expires_in", seconds_until(token.expires_at, now_locked())}}
                      .dump());
}

GraphAnswer GraphApi::debug_token(const GraphCall& call) {
  if (const auto problem = unknown_field(call, {"input_token"})) return graph_error(*problem);
  const bool is_app = call.token == app_.id + "|" + app_.secret;
  if (!is_app) {
    const auto asker = accounts_.check(call, now_locked());
    if (const auto* problem = std::get_if<GraphProblem>(&asker)) return graph_error(*problem);
  }
  GraphCall asked = call;
  asked.token = call.field("input_token");
  const auto checked = accounts_.check(asked, now_locked());
  Json data{{"is_valid", false}};
  if (const auto* const* token = std::get_if<const GraphToken*>(&checked)) {
    data = {{"app_id", app_.id},
            {"type", "USER"},
            {"application", "igbotctl sandbox"},
            {"is_valid", true},
            {"issued_at", to_millis((*token)->issued_at) / 1000},
            {"expires_at", to_millis((*token)->expires_at) / 1000},
            {"data_access_expires_at", to_millis((*token)->issued_at) / 1000 + 90L * 86400},
            {"scopes", Json::array({"instagram_basic", "instagram_content_publish"})},
            {"user_id", "7001"}};
  }
  return graph_ok(Json{{"data", data}}.dump());
}

GraphAnswer GraphApi::authorize(const GraphCall& call) {
  if (const auto problem =
          unknown_field(call, {"client_id", "redirect_uri", "response_type", "scope", "state"})) {
    return graph_error(*problem);
  }
  const bool is_facebook = call.node == "dialog";
  const std::vector<std::string> scopes = text::split(call.field("scope"), ',');
  const char* needed =
      is_facebook ? "instagram_content_publish" : "instagram_business_content_publish";
  if (call.field("client_id") != app_.id || call.field("redirect_uri") != app_.redirect_uri ||
      call.field("response_type") != "code" || call.field("state").empty() ||
      std::find(scopes.begin(), scopes.end(), needed) == scopes.end()) {
    return graph_error(parameter_problem("sandbox: the authorization page cannot be shown"));
  }
  std::vector<std::string> reached = visitor_;
  if (reached.empty()) {
    for (const GraphAccount& account : accounts_.all()) reached.push_back(account.id);
  }
  if (!is_facebook) reached.resize(std::min<std::size_t>(1, reached.size()));
  const std::string state = "&state=" + http::percent_encode(call.field("state"));
  GraphAnswer answer{.status = 302, .body = ""};
  if (visitor_refuses_ || reached.empty()) {
    answer.location = app_.redirect_uri + "?error=access_denied&error_reason=user_denied" + state;
    return answer;
  }
  const auto login = is_facebook ? AccountLogin::facebook : AccountLogin::instagram;
  const std::string code =
      accounts_.issue_code({.login = login, .accounts = reached}, now_locked());
  // Instagram appends this to every redirect.
  answer.location = app_.redirect_uri + "?code=" + code + state + (is_facebook ? "" : "#_");
  return answer;
}

}  // namespace igbot::test
