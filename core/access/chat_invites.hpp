// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/ids.hpp"
#include "core/secret.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::access {

inline constexpr std::chrono::days k_invite_lives{7};

/// An invitation to set up one chat with /init, as far as it is kept: its token is not.
struct Invite {
  std::int64_t id = 0;
  std::string created_by;
  Timestamp created_at{};
  Timestamp expires_at{};
};

struct NewInvite {
  Invite invite;
  Secret token;  ///< for the link; only its hash is stored
};

/// The invitations of the installation. Every change is audited.
class ChatInvites {
 public:
  explicit ChatInvites(UnitOfWork& unit) : unit_(unit) {}

  NewInvite create();
  /// Those neither used nor expired, oldest first.
  std::vector<Invite> open() const;
  /// Throws ErrorKind::not_found unless it is open.
  void revoke(std::int64_t id);
  /// Uses it up for a chat, at once and once only. Throws ErrorKind::not_found for a token that
  /// nobody has made or that was revoked, and ErrorKind::conflict for one that was used or expired.
  void redeem(const std::string& token, ChatKey chat);

 private:
  void audit(std::int64_t id, const std::string& action) const;

  UnitOfWork& unit_;
};

}  // namespace igbot::access
