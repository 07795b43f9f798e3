// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "core/clock.hpp"
#include "core/secret.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot {

inline constexpr std::chrono::minutes k_login_state_lives{10};

/// The logins of one chat that are under way: the `state` that goes out with a person and must come
/// back with the same one. Only its hash is stored, bound to chat, actor and kind of login. Every
/// change is audited.
class LoginStates {
 public:
  explicit LoginStates(ChatScope chat) : chat_(chat) {}

  /// Begins a login of the actor; states of the chat that are over are forgotten.
  void add(const Secret& state, const std::string& kind);
  /// Uses it up, at once and once only, and returns its kind. Throws ErrorKind::not_found for one
  /// that this chat does not know, ErrorKind::conflict for one that was used, has expired, or was
  /// begun by somebody else; `again` is the command that begins anew.
  std::string redeem(const std::string& state, const std::string& again);

 private:
  void audit(const std::string& kind, const std::string& action) const;

  ChatScope chat_;
};

}  // namespace igbot
