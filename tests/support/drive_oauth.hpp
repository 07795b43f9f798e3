// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>

#include "core/clock.hpp"

namespace igbot::test {

struct DriveOauthAnswer {
  int status = 200;
  std::string body = "{}";
};

/// Google's token endpoint for one service account and one client of an installed application
/// (developers.google.com/identity/protocols/oauth2/native-app and /service-account). Not safe for
/// several threads.
class DriveOauth {
 public:
  static constexpr const char* k_client_id = "900001-sandbox.apps.googleusercontent.com";
  static constexpr const char* k_client_secret = "GOCSPX-sandboxClientSecret_01";
  static constexpr const char* k_service_account = "stories@sandbox.iam.gserviceaccount.com";
  static constexpr const char* k_key_id = "0123456789abcdef0123456789abcdef01234567";
  static constexpr const char* k_scope = "https://www.googleapis.com/auth/drive.readonly";

  using Form = std::map<std::string, std::string>;

  /// `token_url`: what a JWT must name as its audience.
  void set_token_url(const std::string& token_url) { token_url_ = token_url; }

  /// A code as the consent page gives it to the application.
  std::string grant(const std::string& redirect_uri, const std::string& challenge,
                    const std::string& scope);
  std::string issue_refresh_token();

  DriveOauthAnswer token(const Form& form, Timestamp now);
  DriveOauthAnswer revoke(const Form& form);
  bool is_valid(const std::string& access_token, Timestamp now) const;

  void expire_access_tokens() { access_tokens_.clear(); }
  void revoke_all_refresh_tokens() { refresh_tokens_.clear(); }
  /// As for a code of a client that was given a lasting token before.
  void withhold_refresh_tokens() { withholds_ = true; }
  bool knows_refresh_token(const std::string& token) const {
    return refresh_tokens_.count(token) > 0;
  }

 private:
  struct Grant {
    std::string redirect_uri;
    std::string challenge;
    std::string scope;
  };
  DriveOauthAnswer redeem_code(const Form& form, Timestamp now);
  DriveOauthAnswer redeem_assertion(const Form& form, Timestamp now);
  DriveOauthAnswer issue(Timestamp now, const std::string& scope, const std::string& refresh);

  std::string token_url_;
  std::map<std::string, Grant> codes_;
  std::set<std::string> refresh_tokens_;
  std::map<std::string, Timestamp> access_tokens_;  ///< when each ends
  bool withholds_ = false;
  int issued_ = 0;
};

}  // namespace igbot::test
