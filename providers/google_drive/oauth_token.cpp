// SPDX-License-Identifier: MIT
#include "providers/google_drive/oauth_token.hpp"

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/http/form.hpp"
#include "core/http/url.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"
#include "providers/google_drive/drive_json.hpp"

namespace igbot::google_drive {
namespace {

constexpr std::size_t k_largest_token_answer = 64UL * 1024;
constexpr const char* k_login_again = "igbotctl source connect drive";

constexpr const char* k_oauth_causes =
    "Google does not accept the stored login any more: it was revoked, was not used for 6 months, "
    "gave way to 100 newer ones of that account, or lasted 7 days because the consent screen is in "
    "\"Testing\"";
constexpr const char* k_service_account_causes =
    "Google does not accept the service account's key: it was deleted or disabled, or this "
    "machine's clock is wrong";

}  // namespace

http::Response post_form(http::HttpClient& http, const std::string& url,
                         const std::vector<http::Header>& fields) {
  http::Request request{.method = "POST", .url = url};
  request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  request.body = http::form_text(fields);
  request.timeout = std::chrono::seconds(30);
  request.max_response_bytes = k_largest_token_answer;
  return http.send(request);
}

IssuedTokens tokens_in(const http::Response& response) {
  const auto answer = parse_object(response.body);
  IssuedTokens tokens;
  if (answer) {
    tokens.access = Secret(text_in(*answer, "access_token"));
    tokens.life = std::chrono::seconds(number_in(*answer, "expires_in").value_or(0));
    tokens.refresh = Secret(text_in(*answer, "refresh_token"));
    tokens.scope = text_in(*answer, "scope");
  }
  constexpr std::chrono::seconds k_longest_life = std::chrono::hours(24);
  const std::string& token = tokens.access.reveal();
  const bool is_header_value = token.find_first_of("\r\n") == std::string::npos;
  if (token.empty() || !is_header_value || tokens.life <= std::chrono::seconds(0) ||
      tokens.life > k_longest_life) {
    throw Error(ErrorKind::failed, "login at Google failed: the answer has no usable access token",
                "check google.oauth_base");
  }
  return tokens;
}

Error token_refusal(const http::Response& refused, CredentialKind kind) {
  if (refused.status == 429 || refused.status >= 500) {
    return {ErrorKind::temporary,
            "login at Google failed: it answers " + std::to_string(refused.status),
            "try again later"};
  }
  constexpr std::size_t k_longest_words = 200;
  const auto answer = parse_object(refused.body);
  const std::string error = answer ? text_in(*answer, "error") : "";
  const std::string words =
      answer
          ? text::cut_utf16(text::one_line(text_in(*answer, "error_description")), k_longest_words)
          : "";
  const std::string said = words.empty() ? "" : " (" + words + ")";
  if (error == "invalid_grant") {
    const bool is_oauth = kind == CredentialKind::google_oauth;
    return {ErrorKind::auth, (is_oauth ? k_oauth_causes : k_service_account_causes) + said,
            k_login_again};
  }
  if (error == "invalid_client" || error == "unauthorized_client" || error == "deleted_client") {
    if (kind == CredentialKind::google_service_account) {
      return {ErrorKind::auth, k_service_account_causes + said, k_login_again};
    }
    return {ErrorKind::config, "Google does not know this client: check google.client_id" + said,
            "set google.client_id and google.client_secret to those of one client"};
  }
  const std::string name = error.empty() ? "no reason given" : text::one_line(error);
  return {ErrorKind::auth,
          "login at Google failed: " + text::cut_utf16(name, k_longest_words) + said,
          k_login_again};
}

Secret refresh_token_of(const Secret& credential) {
  const auto stored = parse_object(credential.reveal());
  Secret token(stored ? text_in(*stored, "refresh_token") : "");
  if (token.empty()) {
    throw Error(ErrorKind::auth, "the stored login for Google Drive has no refresh token",
                k_login_again);
  }
  return token;
}

const GoogleConfig& with_client(const GoogleConfig& google) {
  const bool has_id = !google.client_id.empty();
  if (has_id && !google.client_secret.empty()) return google;
  throw Error(ErrorKind::config,
              std::string("not set: ") + (has_id ? "google.client_secret" : "google.client_id"),
              "create a client of type \"Desktop app\" at console.cloud.google.com and set "
              "google.client_id and google.client_secret");
}

}  // namespace igbot::google_drive
