// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/unit_of_work.hpp"

namespace igbot {

/// Which entries of the audit log; what is not given does not narrow.
struct AuditFilter {
  std::optional<ChatKey> chat;  ///< none: every chat, and the installation itself
  std::optional<std::string> entity;
  std::optional<std::string> entity_id;
  std::optional<std::string> actor;
  std::optional<Timestamp> since;      ///< inclusive
  std::optional<Timestamp> until;      ///< exclusive
  std::optional<std::int64_t> before;  ///< only what is older than that entry
  int limit = 50;
};

/// An entry with the chat it is about; none = the installation itself.
struct AuditLine {
  AuditRecord record;
  std::optional<TelegramChatId> chat;
};

/// Newest first. Throws ErrorKind::not_found when there is no entry `before` in the chat.
std::vector<AuditLine> list_audit(UnitOfWork& unit, const AuditFilter& filter);

}  // namespace igbot
