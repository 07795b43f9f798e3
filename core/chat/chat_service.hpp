// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/store/chat_repository.hpp"

namespace igbot {

/// What archiving did; `changed` false: it was archived already, nothing was written.
struct Archived {
  bool changed = false;
  std::int64_t credentials = 0;  ///< erased
  std::int64_t open_posts = 0;   ///< planned, awaiting or approved; they wait
};

/// What unarchiving did; `changed` false: it was not archived, nothing was written.
struct Unarchived {
  bool changed = false;
  ChatState state = ChatState::active;  ///< what the chat is now
  std::int64_t overdue = 0;             ///< planned posts whose time passed meanwhile
  std::int64_t dead_accounts = 0;       ///< accounts that must be connected again
};

/// What people do to a chat as a whole, inside one transaction of the caller. Each takes an admin
/// or owner and is audited. The chat must exist.
class ChatService {
 public:
  ChatService(UnitOfWork& unit, ChatKey chat) : unit_(unit), key_(chat) {}

  /// The name used here, not the one in Telegram. The same name writes nothing.
  void rename(const std::string& name);
  /// From now on nothing runs and nothing can be changed. Credentials are erased, what is being
  /// set up or waits to be told is dropped; settings, plan, library and history stay.
  Archived archive(const std::optional<std::string>& reason);
  /// Active again, or still to be set up. Posts whose time has passed are overdue: the chat's
  /// overdue policy decides about them, so nothing bursts out.
  Unarchived unarchive(const std::optional<std::string>& reason);

 private:
  Chat get() const;

  UnitOfWork& unit_;
  ChatKey key_;
};

}  // namespace igbot
