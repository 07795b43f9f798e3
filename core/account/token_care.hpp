// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/account/instagram_login.hpp"
#include "core/account/token_life.hpp"
#include "core/crypto/key_ring.hpp"
#include "core/store/store.hpp"

namespace igbot {

/// What speaks to Instagram for the chats' accounts, each built when it is first asked for; both
/// throw ErrorKind::config when it is not configured.
struct InstagramAccess {
  std::function<crypto::KeyRing()> keys;
  std::function<InstagramLogin&()> login;
};

/// A token that somebody must see to, or be told of.
struct WatchedToken {
  ChatKey chat{};
  Account account;
  TokenLife life;
  TokenNeed need = TokenNeed::nothing;
};

/// The tokens of active accounts that expire within k_warned_before or whose life nobody knows, by
/// chat: two indexed looks. A token that may not be renewed again yet needs nothing.
std::vector<WatchedToken> watched_tokens(UnitOfWork& unit, const std::optional<ChatKey>& chat);

/// The token of an account with what it was sealed as, so that a later write can tell whether it is
/// still the same.
struct OpenedToken {
  Account account;
  Secret token;
  std::string sealed;
};
/// Nothing for an account that is gone, dead, or has no token. Throws as KeyRing::open does.
std::optional<OpenedToken> open_token(ChatScope scope, AccountId account,
                                      const crypto::KeyRing& keys);
/// Whether the account's token is still that one.
bool is_current(ChatScope scope, const OpenedToken& opened);

struct RenewedToken {
  Account account;
  std::optional<Timestamp> expires_at;
};

/// Why a token was not renewed; the old one stays where it is.
struct NotRenewed {
  ErrorKind kind = ErrorKind::temporary;
  std::string why;
  std::string hint;
  bool is_dead = false;  ///< the platform does not take the old one either
};
using Renewal = std::variant<RenewedToken, NotRenewed>;

/// Gets a new token for an opened one, verifies that it reaches the same account, and only then
/// puts it in the place of the old, unless that was replaced meanwhile. Network between two
/// transactions of its own; at most one try in a few hours is noted for `watched_tokens`. Throws
/// for what is wrong with the installation (ErrorKind::config, the database).
Renewal renew_token(Store& store, const Actor& actor, InstagramLogin& platform,
                    const crypto::KeyRing& keys, ChatKey chat, const OpenedToken& opened);

}  // namespace igbot
