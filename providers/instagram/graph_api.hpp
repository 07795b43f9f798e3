// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/account/account_repository.hpp"
#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "core/secret.hpp"
#include "providers/instagram/graph_usage.hpp"

namespace igbot::instagram {

/// Where Meta's Graph API is and which app calls it.
struct GraphConfig {
  std::string instagram_base;  ///< instagram.api_base, without a slash at its end
  std::string facebook_base;   ///< instagram.facebook_api_base
  std::string version;         ///< "v25.0"
  std::string app_id = {};
  Secret app_secret = {};
  std::string redirect_uri = {};
  /// For one whole exchange; Meta fetches the media while a container is being made.
  std::chrono::milliseconds timeout = std::chrono::seconds(60);
};

/// One call with a token.
struct GraphRequest {
  AccountLogin login = AccountLogin::instagram;
  std::string method = "GET";
  std::string path;  ///< "/17841400000000001/media", behind the version
  std::vector<http::Header> fields = {};
  Secret token = {};
  /// Whose calls it counts among; empty = the app's alone.
  std::string account = {};
};

/// The Graph API over HTTP (developers.facebook.com/docs/graph-api). The token goes in a header,
/// never in the URL; with Facebook Login each call carries appsecret_proof when the app's secret is
/// known. The usage headers of every answer are kept for `wait`. Safe for use by several threads.
class GraphApi {
 public:
  /// Throws Error(ErrorKind::config) for a version that is none. `http` and `clock` outlive it.
  GraphApi(http::HttpClient& http, const Clock& clock, GraphConfig config);

  const GraphConfig& config() const { return config_; }
  Timestamp now() const { return clock_.now(); }

  /// Any answer as it is; throws http::TransportError without one. Sends once.
  http::Response send(const GraphRequest& request);
  /// How long no call for that account may leave; nothing when it may.
  std::optional<std::chrono::milliseconds> wait(AccountLogin login, const std::string& account);

  /// For calls that have no token or must have it in the query
  /// (developers.facebook.com/docs/instagram-platform/reference/access_token); `url` without query.
  http::Response get_with_secrets(AccountLogin login, const std::string& url,
                                  const std::vector<http::Header>& fields);
  http::Response post_form(AccountLogin login, const std::string& url,
                           const std::vector<http::Header>& fields);

  /// The base of one login's API.
  const std::string& base(AccountLogin login) const;

 private:
  http::Response exchange(AccountLogin login, const std::string& account,
                          const http::Request& request);

  http::HttpClient& http_;
  const Clock& clock_;
  GraphConfig config_;
  UsageGuard usage_;
};

}  // namespace igbot::instagram
