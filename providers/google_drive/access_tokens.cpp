// SPDX-License-Identifier: MIT
#include "providers/google_drive/access_tokens.hpp"

#include <utility>

#include "core/error.hpp"
#include "providers/google_drive/oauth_token.hpp"
#include "providers/google_drive/service_account.hpp"

namespace igbot::google_drive {
namespace {

constexpr std::chrono::seconds k_renew_before_end{60};

}  // namespace

AccessTokens::AccessTokens(http::HttpClient& http, Clock& clock, Retries& retries,
                           GoogleConfig google, DriveAccess access)
    : http_(http),
      clock_(clock),
      retries_(retries),
      google_(std::move(google)),
      access_(std::move(access)) {}

std::vector<http::Header> AccessTokens::grant() const {
  if (access_.kind == CredentialKind::google_service_account) {
    const ServiceAccount account = parse_service_account(access_.secret);
    const Secret assertion = signed_assertion(account, google_.oauth_base + "/token", clock_.now());
    return {{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"},
            {"assertion", assertion.reveal()}};
  }
  with_client(google_);
  return {{"grant_type", "refresh_token"},
          {"refresh_token", refresh_token_of(access_.secret).reveal()},
          {"client_id", google_.client_id},
          {"client_secret", google_.client_secret.reveal()}};
}

void AccessTokens::renew() {
  const std::vector<http::Header> fields = grant();
  const http::Response response = retries_.send(
      "login at Google", [&] { return post_form(http_, google_.oauth_base + "/token", fields); });
  if (!response.ok()) throw token_refusal(response, access_.kind);
  const IssuedTokens issued = tokens_in(response);
  token_ = issued.access;
  ends_at_ = clock_.now() + issued.life;
}

Secret AccessTokens::current() {
  const std::lock_guard lock(mutex_);
  if (token_.empty() || clock_.now() + k_renew_before_end >= ends_at_) renew();
  return token_;
}

Secret AccessTokens::renewed(const Secret& refused) {
  const std::lock_guard lock(mutex_);
  if (token_.reveal() == refused.reveal()) renew();
  return token_;
}

}  // namespace igbot::google_drive
