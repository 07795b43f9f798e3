// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/account/instagram_login.hpp"
#include "providers/instagram/graph_api.hpp"

namespace igbot::instagram {

/// Instagram Login and Facebook Login (developers.facebook.com/docs/instagram-platform/
/// instagram-api-with-instagram-login/business-login, docs/facebook-login/guides/access-tokens).
/// Parts of both are at hosts that no setting names (api.instagram.com, www.instagram.com,
/// www.facebook.com): where the configured base of a login is this machine, that base stands for
/// them, too, so that a sandbox answers all of it. Instagram appends "#_" to the redirect; whoever
/// reads a pasted address takes it off the code.
class MetaLogin final : public InstagramLogin {
 public:
  explicit MetaLogin(GraphApi& api) : api_(api) {}

  std::string authorization_url(AccountLogin login, const std::string& state) override;
  /// Instagram gives a token for an hour first, which is exchanged at once; Facebook likewise.
  IssuedToken exchange_code(AccountLogin login, const std::string& code) override;
  std::vector<InstagramIdentity> identify(AccountLogin login, const Secret& token) override;
  IssuedToken refresh(AccountLogin login, const Secret& token) override;

 private:
  IssuedToken exchange_instagram_code(const std::string& code);
  IssuedToken exchange_facebook_code(const std::string& code);
  /// A long-lived Facebook token for any that works.
  IssuedToken extend_facebook(const Secret& token);
  std::vector<InstagramIdentity> identify_pages(const Secret& token);
  http::Response ask(const GraphRequest& request, const char* what);
  /// An exchange of secrets in the query.
  http::Response ask(AccountLogin login, const std::string& url,
                     const std::vector<http::Header>& fields, const char* what);
  /// Throws ErrorKind::temporary while no call may leave.
  void require_turn(AccountLogin login, const char* what);
  IssuedToken issued(const http::Response& response, const char* what) const;

  GraphApi& api_;
};

}  // namespace igbot::instagram
