// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/crypto/key_ring.hpp"
#include "core/secret.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot {

inline constexpr std::chrono::minutes k_login_state_lives{10};

/// A login that came back.
struct RedeemedLogin {
  std::string kind;
  /// The PKCE verifier that was kept for it (RFC 7636), and what it is sealed for.
  std::optional<crypto::Sealed> verifier;
  crypto::SealedFor owner;
};

/// The logins of one chat that are under way: the `state` that goes out with a person and must come
/// back with the same one. Only its hash is stored, bound to chat, actor and kind of login. Every
/// change is audited.
class LoginStates {
 public:
  explicit LoginStates(ChatScope chat) : chat_(chat) {}

  /// Begins a login of the actor; states of the chat that are over are forgotten.
  void add(const Secret& state, const std::string& kind);
  /// The same with a PKCE verifier, sealed until the login comes back.
  void add(const Secret& state, const std::string& kind, const Secret& verifier,
           const crypto::KeyRing& keys);
  /// Uses it up, at once and once only; its verifier is not stored any more. Throws
  /// ErrorKind::not_found for one that this chat does not know, ErrorKind::conflict for one that
  /// was used, has expired, or was begun by somebody else; `again` is the command that begins anew.
  RedeemedLogin redeem(const std::string& state, const std::string& again);

 private:
  void audit(const std::string& kind, const std::string& action) const;

  ChatScope chat_;
};

}  // namespace igbot
