// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/unit_of_work.hpp"

namespace igbot {

/// A state of affairs that lasts (a source that cannot be read, a dead token, an unreachable chat).
struct Condition {
  std::optional<ChatKey> chat;  ///< none: the installation's own
  std::string kind;             ///< "media_sync", "token", "telegram", ...
  std::string subject;          ///< which one of that kind; may be empty
  std::string detail;           ///< what a person is told; equal text means nothing changed
  Timestamp began_at{};
};

/// Remembers what was already told, so that a state is reported when it begins or changes and not
/// again while it lasts. Works in a bookkeeping transaction, or inside a write that is audited for
/// its own reasons.
class ConditionRepository {
 public:
  explicit ConditionRepository(Bookkeeping& unit) : db_(unit.db()), now_(unit.now()) {}
  explicit ConditionRepository(UnitOfWork& unit) : db_(unit.db()), now_(unit.now()) {}

  /// The state holds. True when that is news: it was not open, or its detail was another. Writes
  /// nothing otherwise.
  bool begin(std::optional<ChatKey> chat, const std::string& kind, const std::string& subject,
             const std::string& detail);
  /// The state holds no longer. True when it was open; writes nothing otherwise.
  bool end(std::optional<ChatKey> chat, const std::string& kind, const std::string& subject);

  std::optional<Condition> find(std::optional<ChatKey> chat, const std::string& kind,
                                const std::string& subject) const;
  /// The open conditions of a chat (or of the installation), oldest first.
  std::vector<Condition> open(std::optional<ChatKey> chat) const;

 private:
  sql::Connection& db_;
  Timestamp now_;
};

}  // namespace igbot
