// SPDX-License-Identifier: MIT
#include "providers/instagram/login_answers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"
#include "providers/instagram/graph_error.hpp"
#include "providers/instagram/graph_json.hpp"

namespace igbot::instagram {
namespace {

using nlohmann::json;
using post::Refusal;

constexpr std::int64_t k_longest_life_seconds = 10LL * 365 * 86400;
constexpr const char* k_connect_again = "connect the account again";
constexpr const char* k_check_app =
    "check instagram.app_id, instagram.app_secret and instagram.redirect_uri, then connect the "
    "account again";

/// Printable and without blanks: it goes into a header.
bool is_token(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return c > 0x20 && c < 0x7F; });
}

std::optional<InstagramIdentity> identity_of(const json& account, const char* id_name) {
  const auto id = id_of(account, id_name);
  const auto username = text_of(account, "username");
  if (!id || !username || username->empty()) return std::nullopt;
  return InstagramIdentity{*id, text::to_lower(*username),
                           text_of(account, "account_type").value_or("")};
}

/// The words of api.instagram.com, which has errors of its own form; nothing in another answer.
std::optional<std::string> own_words_in(const http::Response& response) {
  if (response.status < 400 || response.status >= 500) return std::nullopt;
  const auto answer = parse_answer(response.body);
  const auto words = answer ? text_of(*answer, "error_message") : std::nullopt;
  if (!words) return std::nullopt;
  return text::one_line(text::redact(*words));
}

Error temporary(const post::Refused& refused, const std::string& what) {
  const std::string hint =
      refused.wait ? "try again in " + duration_text(*refused.wait) : "try again later";
  return {ErrorKind::temporary, what + " failed: " + refused.why, hint};
}

}  // namespace

std::optional<IssuedToken> token_in(const http::Response& response, Timestamp now) {
  if (!response.ok()) return std::nullopt;
  const auto answer = parse_answer(response.body);
  if (!answer) return std::nullopt;
  const json* data = member_of(*answer, "data");
  const bool is_wrapped = data != nullptr && data->is_array() && !data->empty();
  const json& holder = is_wrapped ? data->front() : *answer;
  const json* token = member_of(holder, "access_token");
  if (token == nullptr || !token->is_string() || !is_token(token->get<std::string>())) {
    return std::nullopt;
  }
  IssuedToken issued{Secret(token->get<std::string>()), std::nullopt};
  const auto seconds = number_of(holder, "expires_in");
  if (seconds && *seconds > 0 && *seconds <= k_longest_life_seconds) {
    issued.expires_at = now + std::chrono::seconds(*seconds);
  }
  return issued;
}

std::optional<InstagramIdentity> identity_in(const http::Response& response) {
  if (!response.ok()) return std::nullopt;
  const auto answer = parse_answer(response.body);
  // Its `id` is the app's own of the account; calls take the user_id.
  return answer ? identity_of(*answer, "user_id") : std::nullopt;
}

std::optional<PageOfAccounts> accounts_in(const http::Response& response) {
  if (!response.ok()) return std::nullopt;
  const auto answer = parse_answer(response.body);
  const json* data = answer ? member_of(*answer, "data") : nullptr;
  if (data == nullptr || !data->is_array()) return std::nullopt;
  PageOfAccounts page;
  for (const json& entry : *data) {
    const json* account = member_of(entry, "instagram_business_account");
    if (account == nullptr) continue;
    const auto identity = identity_of(*account, "id");
    if (!identity) return std::nullopt;
    page.accounts.push_back(*identity);
  }
  page.next = next_cursor(*answer);
  return page;
}

Error token_error(const http::Response& response, const std::string& what) {
  const post::Refused refused = refusal_of(response, GraphCallKind::read);
  if (refused.kind == Refusal::token || refused.kind == Refusal::permission) {
    return {ErrorKind::auth, what + " failed: " + refused.why, k_connect_again};
  }
  return temporary(refused, what);
}

Error exchange_error(const http::Response& response, const std::string& what) {
  if (const auto words = own_words_in(response)) {
    return {ErrorKind::auth, what + " failed: " + *words, k_check_app};
  }
  const post::Refused refused = refusal_of(response, GraphCallKind::read);
  const auto error = graph_error_in(response);
  const bool is_about_secret =
      error && error->code == 1 && error->message.find("secret") != std::string::npos;
  const bool is_passing = !error || error->code < 0 || error->code == 2 ||
                          (error->code == 1 && !is_about_secret) ||
                          refused.kind == Refusal::rate_limited || refused.kind == Refusal::blocked;
  if (is_passing) return temporary(refused, what);
  return {ErrorKind::auth, what + " failed: " + refused.why, k_check_app};
}

}  // namespace igbot::instagram
