// SPDX-License-Identifier: MIT
#include "tests/support/drive_oauth.hpp"

#include <sodium.h>

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/crypto/base64.hpp"
#include "core/crypto/rsa_signature.hpp"
#include "core/text/text.hpp"
#include "tests/support/drive_key.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr auto k_access_life = 3600s;
constexpr auto k_clock_skew = 300s;

DriveOauthAnswer oauth_refusal(int status, const std::string& error, const std::string& words) {
  return {status, json{{"error", error}, {"error_description", words}}.dump()};
}
DriveOauthAnswer invalid_grant(const std::string& words) {
  return oauth_refusal(400, "invalid_grant", words);
}

/// What a form must consist of, no more and no less.
bool has_exactly(const DriveOauth::Form& form, const std::set<std::string>& names) {
  std::set<std::string> given;
  for (const auto& [name, value] : form) given.insert(name);
  return given == names;
}

std::string oauth_s256(const std::string& verifier) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  ::crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(verifier.data()),
                       verifier.size());
  return crypto::to_base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

json decoded_part(const std::string& part) {
  return json::parse(crypto::from_base64url(part).value_or(""), nullptr, false);
}

bool is_client(const DriveOauth::Form& form) {
  return form.at("client_id") == DriveOauth::k_client_id &&
         form.at("client_secret") == DriveOauth::k_client_secret;
}

/// Why a JWT is refused; nothing when it is right.
std::optional<std::string> jwt_problem(const std::string& jwt, const std::string& audience,
                                       Timestamp now) {
  const auto parts = text::split(jwt, '.');
  if (parts.size() != 3) return "Bad Request";
  const json header = decoded_part(parts[0]);
  if (header != json{{"alg", "RS256"}, {"typ", "JWT"}, {"kid", DriveOauth::k_key_id}}) {
    return "Invalid JWT: header";
  }
  const std::string signature =
      crypto::sign_rs256(Secret(k_drive_private_key), parts[0] + "." + parts[1]);
  if (parts[2] != crypto::to_base64url(signature)) return "Invalid JWT Signature.";
  const json claims = decoded_part(parts[1]);
  if (!claims.is_object() || claims.size() != 5 || claims.value("aud", "") != audience ||
      claims.value("iss", "") != DriveOauth::k_service_account ||
      claims.value("scope", "") != DriveOauth::k_scope || !claims["iat"].is_number_integer() ||
      !claims["exp"].is_number_integer()) {
    return "Invalid JWT: claims";
  }
  const Timestamp issued = from_millis(claims["iat"].get<std::int64_t>() * 1000);
  const Timestamp expires = from_millis(claims["exp"].get<std::int64_t>() * 1000);
  if (issued > now + k_clock_skew || expires < now - k_clock_skew || expires > issued + 1h) {
    return "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
           "timeframe. Check your iat and exp values in the JWT claim.";
  }
  return std::nullopt;
}

}  // namespace

std::string DriveOauth::grant(const std::string& redirect_uri, const std::string& challenge,
                              const std::string& scope) {
  const std::string code = "4/0Asandbox" + std::to_string(++issued_);
  codes_[code] = {redirect_uri, challenge, scope};
  return code;
}

std::string DriveOauth::issue_refresh_token() {
  const std::string token = "1//0sandboxRefresh" + std::to_string(++issued_);
  refresh_tokens_.insert(token);
  return token;
}

DriveOauthAnswer DriveOauth::issue(Timestamp now, const std::string& scope,
                                   const std::string& refresh) {
  const std::string token = "ya29.sandboxAccess" + std::to_string(++issued_);
  access_tokens_[token] = now + k_access_life;
  json body{{"access_token", token},
            {"expires_in", std::chrono::seconds(k_access_life).count()},
            {"token_type", "Bearer"},
            {"scope", scope}};
  if (!refresh.empty()) body["refresh_token"] = refresh;
  return {200, body.dump()};
}

DriveOauthAnswer DriveOauth::redeem_code(const Form& form, Timestamp now) {
  if (!has_exactly(form, {"grant_type", "code", "client_id", "client_secret", "redirect_uri",
                          "code_verifier"})) {
    return oauth_refusal(400, "invalid_request", "sandbox: wrong parameters");
  }
  if (!is_client(form)) return oauth_refusal(401, "invalid_client", "Unauthorized");
  const auto code = codes_.extract(form.at("code"));
  if (!code) return invalid_grant("Malformed auth code.");
  const Grant& grant = code.mapped();
  if (grant.redirect_uri != form.at("redirect_uri")) {
    return oauth_refusal(400, "redirect_uri_mismatch", "Bad Request");
  }
  if (grant.challenge != oauth_s256(form.at("code_verifier"))) {
    return invalid_grant("Invalid code verifier.");
  }
  return issue(now, grant.scope, withholds_ ? "" : issue_refresh_token());
}

DriveOauthAnswer DriveOauth::redeem_assertion(const Form& form, Timestamp now) {
  if (!has_exactly(form, {"grant_type", "assertion"})) {
    return oauth_refusal(400, "invalid_request", "sandbox: wrong parameters");
  }
  if (const auto problem = jwt_problem(form.at("assertion"), token_url_, now)) {
    return invalid_grant(*problem);
  }
  return issue(now, k_scope, "");
}

DriveOauthAnswer DriveOauth::token(const Form& form, Timestamp now) {
  const auto kind = form.find("grant_type");
  if (kind == form.end()) return oauth_refusal(400, "invalid_request", "grant_type is missing");
  if (kind->second == "authorization_code") return redeem_code(form, now);
  if (kind->second == "urn:ietf:params:oauth:grant-type:jwt-bearer") {
    return redeem_assertion(form, now);
  }
  if (kind->second != "refresh_token") {
    return oauth_refusal(400, "unsupported_grant_type", "Invalid grant_type: " + kind->second);
  }
  if (!has_exactly(form, {"grant_type", "refresh_token", "client_id", "client_secret"})) {
    return oauth_refusal(400, "invalid_request", "sandbox: wrong parameters");
  }
  if (!is_client(form)) return oauth_refusal(401, "invalid_client", "Unauthorized");
  if (!knows_refresh_token(form.at("refresh_token"))) {
    return invalid_grant("Token has been expired or revoked.");
  }
  return issue(now, k_scope, "");
}

DriveOauthAnswer DriveOauth::revoke(const Form& form) {
  if (!has_exactly(form, {"token"})) {
    return oauth_refusal(400, "invalid_request", "sandbox: wrong parameters");
  }
  if (refresh_tokens_.erase(form.at("token")) == 0) {
    return oauth_refusal(400, "invalid_token", "Token expired or revoked");
  }
  return {};
}

bool DriveOauth::is_valid(const std::string& access_token, Timestamp now) const {
  const auto found = access_tokens_.find(access_token);
  return found != access_tokens_.end() && now < found->second;
}

}  // namespace igbot::test
