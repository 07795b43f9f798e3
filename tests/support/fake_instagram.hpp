// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/account/instagram_login.hpp"
#include "core/error.hpp"
#include "tests/support/fake_clock.hpp"

namespace igbot::test {

/// Meta's logins as far as services see them: which accounts a token reaches, and what becomes of
/// one that is renewed.
class FakeInstagram final : public InstagramLogin {
 public:
  explicit FakeInstagram(FakeClock& clock) : clock_(clock) {}

  std::string authorization_url(AccountLogin login, const std::string& state) override {
    return "https://" + to_string(login) + ".example/authorize?state=" + state;
  }

  IssuedToken exchange_code(AccountLogin, const std::string& code) override {
    if (down) throw Error(ErrorKind::temporary, "instagram cannot be reached", "try again later");
    if (code != good_code) throw Error(ErrorKind::auth, "the code was refused", "log in again");
    return {Secret(new_token), clock_.now() + std::chrono::days{60}};
  }

  std::vector<InstagramIdentity> identify(AccountLogin, const Secret& token) override {
    ++identified;
    if (down) throw Error(ErrorKind::temporary, "instagram cannot be reached", "try again later");
    const auto found = reaches.find(token.reveal());
    if (found == reaches.end()) throw Error(ErrorKind::auth, "instagram refuses the token (190)");
    return found->second;
  }

  IssuedToken refresh(AccountLogin, const Secret& token) override {
    ++refreshed;
    if (down) throw Error(ErrorKind::temporary, "instagram cannot be reached", "try again later");
    if (refresh_refused || reaches.count(token.reveal()) == 0) {
      throw Error(ErrorKind::auth, "the token cannot be renewed (190)");
    }
    return {Secret(new_token), clock_.now() + std::chrono::days{60}};
  }

  /// A token that reaches this account from now on.
  void grant(const std::string& token, const std::string& id, const std::string& username,
             const std::string& type = "BUSINESS") {
    reaches[token].push_back({id, username, type});
  }

  std::map<std::string, std::vector<InstagramIdentity>> reaches;
  std::string good_code = "good-code";
  std::string new_token = "new token";
  bool down = false;
  bool refresh_refused = false;
  int identified = 0;
  int refreshed = 0;

 private:
  FakeClock& clock_;
};

}  // namespace igbot::test
