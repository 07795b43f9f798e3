// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/crypto/key_ring.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot {

/// A column that holds sealed bytes; its table has `chat_id`, and `key_id` says which key sealed
/// them. A test compares the list of them with the schema.
struct SealedColumn {
  std::string table;
  std::string column;
  std::vector<std::string> primary_key;
  /// SQL over the row: what the secret is bound to besides its chat (SealedFor::kind and ::row).
  std::string kind;
  std::string row;
};

/// Every one there is: what a rotation re-encrypts and what a lost key makes unreadable.
std::span<const SealedColumn> sealed_columns();

/// What a secret of these tables is bound to, as `sealed_columns` says it in SQL.
crypto::SealedFor owner_of_credential(ChatKey chat, const std::string& kind, std::int64_t id);
crypto::SealedFor owner_of_oauth_verifier(ChatKey chat, const std::string& state_hash);
crypto::SealedFor owner_of_conversation_draft(ChatKey chat, const std::string& kind,
                                              std::int64_t user_telegram_id);

/// One secret that cannot be opened, and why.
struct UnreadableSecret {
  crypto::SealedFor owner;
  std::string key_id;
  bool key_is_missing;  ///< else its bytes were changed, or belong to something else
};

/// What becomes of a rotation that meets secrets it cannot open.
enum class LostSecrets {
  refuse,  ///< nothing is changed
  leave,   ///< they stay as they are, the others are sealed anew
};

struct Rotation {
  int sealed_anew = 0;
  std::vector<UnreadableSecret> unreadable;
  /// Configured keys besides the first that seal nothing in this database any more.
  std::vector<std::string> droppable;
};

/// Everything sealed in the installation, of all chats.
class SealedSecrets {
 public:
  explicit SealedSecrets(UnitOfWork& unit) : unit_(unit) {}

  /// How many secrets of which chat each key seals.
  std::map<std::string, std::map<ChatKey, int>> uses() const;
  /// Seals with the first key of the ring what another key sealed, and audits it. Changes nothing
  /// when that key seals everything already.
  Rotation rotate(const crypto::KeyRing& keys, LostSecrets lost);

 private:
  UnitOfWork& unit_;
};

}  // namespace igbot
