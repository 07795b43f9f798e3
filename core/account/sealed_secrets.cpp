// SPDX-License-Identifier: MIT
#include "core/account/sealed_secrets.hpp"

#include <algorithm>
#include <optional>

#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot {
namespace {

const SealedColumn k_columns[] = {
    {"credentials", "sealed", {"id"}, "kind", "id"},
    {"oauth_states", "sealed_verifier", {"state_hash"}, "'oauth_state ' || state_hash", "0"},
    {"conversations",
     "sealed_draft",
     {"chat_id", "user_telegram_id", "kind"},
     "'conversation ' || kind",
     "user_telegram_id"},
};

/// A sealed value where it lies.
struct Found {
  std::vector<sql::Value> primary_key;
  crypto::SealedFor owner;
  crypto::Sealed sealed;
};

std::vector<Found> sealed_by_others(sql::Connection& db, const SealedColumn& column,
                                    const std::string& key_id) {
  const auto result = db.execute(
      "SELECT chat_id, " + column.kind + ", " + column.row + ", key_id, " + column.column + ", " +
          text::join(column.primary_key, ", ") + " FROM " + column.table + " WHERE " +
          column.column + " IS NOT NULL AND key_id <> $1 ORDER BY " +
          text::join(column.primary_key, ", "),
      {key_id});
  std::vector<Found> found;
  for (const auto& row : result.rows) {
    Found each{{}, {row.id<ChatKey>(0), row.text(1), row.integer(2)}, {row.text(3), row.blob(4)}};
    for (std::size_t i = 5; i < row.size(); ++i) each.primary_key.push_back(row.value(i));
    found.push_back(std::move(each));
  }
  return found;
}

/// What takes the place of a sealed value.
struct SealedAnew {
  const SealedColumn& column;
  std::vector<sql::Value> primary_key;
  crypto::Sealed sealed;
};

void store(sql::Connection& db, const SealedAnew& anew) {
  const SealedColumn& column = anew.column;
  std::string statement = "UPDATE " + column.table + " SET key_id = $1, " + column.column + " = $2";
  std::vector<sql::Value> params{anew.sealed.key_id, sql::Blob{anew.sealed.bytes}};
  for (std::size_t i = 0; i < column.primary_key.size(); ++i) {
    statement +=
        (i == 0 ? " WHERE " : " AND ") + column.primary_key[i] + " = $" + std::to_string(i + 3);
    params.push_back(anew.primary_key[i]);
  }
  db.execute(statement, params);
}

/// Nothing when it cannot be opened.
std::optional<crypto::Sealed> sealed_anew(const crypto::KeyRing& keys, const Found& found) {
  try {
    return keys.seal(keys.open(found.sealed, found.owner), found.owner);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::auth) throw;
    return std::nullopt;
  }
}

}  // namespace

std::span<const SealedColumn> sealed_columns() { return k_columns; }

crypto::SealedFor owner_of_credential(ChatKey chat, const std::string& kind, std::int64_t id) {
  return {chat, kind, id};
}

crypto::SealedFor owner_of_oauth_verifier(ChatKey chat, const std::string& state_hash) {
  return {chat, "oauth_state " + state_hash, 0};
}

crypto::SealedFor owner_of_conversation_draft(ChatKey chat, const std::string& kind,
                                              std::int64_t user_telegram_id) {
  return {chat, "conversation " + kind, user_telegram_id};
}

std::map<std::string, std::map<ChatKey, int>> SealedSecrets::uses() const {
  std::map<std::string, std::map<ChatKey, int>> uses;
  for (const SealedColumn& column : sealed_columns()) {
    const auto result =
        unit_.db().execute("SELECT key_id, chat_id, COUNT(*) FROM " + column.table + " WHERE " +
                           column.column + " IS NOT NULL GROUP BY key_id, chat_id");
    for (const auto& row : result.rows) {
      uses[row.text(0)][row.id<ChatKey>(1)] += static_cast<int>(row.integer(2));
    }
  }
  return uses;
}

Rotation SealedSecrets::rotate(const crypto::KeyRing& keys, LostSecrets lost) {
  Rotation rotation;
  const auto ids = keys.ids();
  std::vector<SealedAnew> anew;
  for (const SealedColumn& column : sealed_columns()) {
    for (Found& found : sealed_by_others(unit_.db(), column, ids.front())) {
      if (auto sealed = sealed_anew(keys, found)) {
        anew.push_back({column, std::move(found.primary_key), std::move(*sealed)});
        continue;
      }
      const bool missing = std::find(ids.begin(), ids.end(), found.sealed.key_id) == ids.end();
      rotation.unreadable.push_back({found.owner, found.sealed.key_id, missing});
    }
  }
  if (rotation.unreadable.empty() || lost == LostSecrets::leave) {
    for (const SealedAnew& each : anew) store(unit_.db(), each);
    rotation.sealed_anew = static_cast<int>(anew.size());
  }
  const auto in_use = uses();
  for (std::size_t i = 1; i < ids.size(); ++i) {
    if (!in_use.contains(ids[i])) rotation.droppable.push_back(ids[i]);
  }
  if (rotation.sealed_anew > 0) {
    unit_.audit().add_installation(
        {.entity = "key",
         .entity_id = ids.front(),
         .action = "rotated",
         .after = text::count(rotation.sealed_anew, "secret", "secrets")});
  }
  return rotation;
}

}  // namespace igbot
