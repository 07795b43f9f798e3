// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/account/account_repository.hpp"
#include "core/clock.hpp"
#include "tests/support/graph_call.hpp"

namespace igbot::test {

/// An Instagram account of the sandbox; what is left empty is made up.
struct GraphAccount {
  std::string id = {};  ///< what calls name; the app's own id of it is another
  std::string username = {};
  std::string account_type = "BUSINESS";
  std::string page_id = {};  ///< the Facebook Page it belongs to
};

/// The app whose calls these are, as Meta's dashboard knows it.
struct GraphApp {
  std::string id = "900000000000001";
  std::string secret = "5adb0x5ecret0nlyForLoopback000001";
  std::string redirect_uri = "https://igbotctl.example/callback";
  /// Facebook refuses calls without appsecret_proof; a wrong one is refused always.
  bool requires_proof = false;
};

/// What a token or an authorization code is good for.
struct GraphGrant {
  AccountLogin login = AccountLogin::instagram;
  /// Ids of the accounts it reaches; with Instagram Login exactly one.
  std::vector<std::string> accounts = {};
  /// How long ago it was issued, and how long it lives from then on.
  std::chrono::seconds age = std::chrono::hours(48);
  std::chrono::seconds life = std::chrono::hours(24 * 60);
  bool is_short_lived = false;
};

enum class TokenTrouble {
  expired,           ///< 190/463
  password_changed,  ///< 190/460
  invalidated,       ///< 190/467: logged out, app removed
};

/// A token as the sandbox knows it.
struct GraphToken {
  std::string text;
  GraphGrant grant;
  Timestamp issued_at;
  Timestamp expires_at;
  std::optional<TokenTrouble> trouble = std::nullopt;
};

/// Accounts, tokens and authorization codes. Not thread-safe: GraphApi holds the lock.
class GraphAccounts {
 public:
  GraphAccount add(GraphAccount account);
  const GraphAccount* find(const std::string& id) const;
  std::vector<GraphAccount> all() const;

  /// Throws std::invalid_argument for accounts that are not here.
  GraphToken issue(const GraphGrant& grant, Timestamp now);
  /// Makes a token of the given text good, for tests that were given one.
  GraphToken issue_as(const std::string& text, const GraphGrant& grant, Timestamp now);
  /// Throws std::invalid_argument for one that is not here.
  void spoil(const std::string& token, TokenTrouble trouble);
  /// The token of a call, or the problem that the platform answers with (code 190 or 104).
  std::variant<const GraphToken*, GraphProblem> check(const GraphCall& call, Timestamp now) const;

  /// An authorization code, good once and for an hour.
  std::string issue_code(const GraphGrant& grant, Timestamp now);
  /// What the code is good for, used up by that; nothing for one that is not good any more.
  std::optional<GraphGrant> take_code(const std::string& code, AccountLogin login, Timestamp now);

 private:
  struct Code {
    GraphGrant grant;
    Timestamp expires_at;
  };

  std::map<std::string, GraphAccount> accounts_;
  std::map<std::string, GraphToken> tokens_;
  std::map<std::string, Code> codes_;
  int next_ = 1;
};

/// hex(HMAC-SHA256(app secret, token)),
/// developers.facebook.com/docs/graph-api/guides/secure-requests.
std::string appsecret_proof_of(const std::string& token, const std::string& app_secret);

}  // namespace igbot::test
