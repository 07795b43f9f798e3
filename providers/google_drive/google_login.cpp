// SPDX-License-Identifier: MIT
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.hpp"
#include "core/http/form.hpp"
#include "core/text/text.hpp"
#include "providers/google_drive/drive_json.hpp"
#include "providers/google_drive/google_drive.hpp"
#include "providers/google_drive/oauth_token.hpp"

namespace igbot::google_drive {
namespace {

constexpr const char* k_again = "igbotctl source connect drive";

bool grants_reading(const std::string& scope) {
  const std::vector<std::string> words = text::split(scope, ' ');
  return std::find(words.begin(), words.end(), k_read_scope) != words.end();
}

class OauthLogin final : public media::GoogleLogin {
 public:
  OauthLogin(http::HttpClient& http, GoogleConfig google)
      : http_(http), google_(std::move(google)) {}

  std::string authorization_url(const std::string& redirect_uri, const std::string& state,
                                const std::string& challenge) override {
    with_client(google_);
    return google_.accounts_base + "/o/oauth2/v2/auth?" +
           http::form_text({{"client_id", google_.client_id},
                            {"redirect_uri", redirect_uri},
                            {"response_type", "code"},
                            {"scope", k_read_scope},
                            {"code_challenge", challenge},
                            {"code_challenge_method", "S256"},
                            {"state", state},
                            {"access_type", "offline"},
                            {"prompt", "consent"}});
  }

  Secret exchange_code(const Secret& code, const Secret& verifier,
                       const std::string& redirect_uri) override {
    with_client(google_);
    const http::Response response =
        post("/token", {{"grant_type", "authorization_code"},
                        {"code", code.reveal()},
                        {"client_id", google_.client_id},
                        {"client_secret", google_.client_secret.reveal()},
                        {"redirect_uri", redirect_uri},
                        {"code_verifier", verifier.reveal()}});
    if (!response.ok()) throw code_refusal(response);
    const IssuedTokens tokens = tokens_in(response);
    if (!tokens.scope.empty() && !grants_reading(tokens.scope)) {
      throw Error(ErrorKind::auth,
                  "login at Google does not allow reading files: the box for Google Drive was not "
                  "ticked",
                  "log in again and tick it: " + std::string(k_again));
    }
    if (tokens.refresh.empty()) {
      throw Error(
          ErrorKind::auth, "login at Google gave no refresh token, so it would not last",
          "remove the app at myaccount.google.com/connections, then " + std::string(k_again));
    }
    return Secret(nlohmann::json{{"refresh_token", tokens.refresh.reveal()}}.dump());
  }

  void revoke(const Secret& credential) override {
    const Secret token = refresh_token_of(credential);
    const http::Response response = post("/revoke", {{"token", token.reveal()}});
    const auto answer = parse_object(response.body);
    // A page with status 200 is not Google's: a network that wants a login has one.
    if (response.ok() && (answer || response.body.empty())) return;
    const std::string error = answer ? text_in(*answer, "error") : "";
    // What Google does not know any more needs no revoking.
    if (response.status == 400 && (error == "invalid_token" || error == "invalid_grant")) return;
    throw Error(
        ErrorKind::temporary,
        "login at Google could not be revoked: it answers " + std::to_string(response.status),
        "revoke it at myaccount.google.com/connections");
  }

 private:
  http::Response post(const std::string& path, const std::vector<http::Header>& fields) {
    try {
      return post_form(http_, google_.oauth_base + path, fields);
    } catch (const http::TransportError& error) {
      throw Error(ErrorKind::temporary, std::string("login at Google failed: ") + error.what(),
                  "check the network and try again");
    }
  }

  /// A code is good once and for minutes: other causes than those of a stored login.
  static Error code_refusal(const http::Response& refused) {
    const auto answer = parse_object(refused.body);
    if (answer && text_in(*answer, "error") == "invalid_grant") {
      return {
          ErrorKind::auth,
          "login at Google failed: the code was used already, is too old or is of another login",
          "log in again: " + std::string(k_again)};
    }
    return token_refusal(refused, CredentialKind::google_oauth);
  }

  http::HttpClient& http_;
  GoogleConfig google_;
};

}  // namespace

std::unique_ptr<media::GoogleLogin> make_google_login(http::HttpClient& http, GoogleConfig google) {
  return std::make_unique<OauthLogin>(http, std::move(google));
}

}  // namespace igbot::google_drive
