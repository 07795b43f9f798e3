// SPDX-License-Identifier: MIT
#include "core/bot/conversation.hpp"

namespace igbot::bot {

std::optional<Conversation> ConversationRepository::first(
    const std::string& condition, const std::vector<sql::Value>& values) const {
  std::vector<sql::Value> parameters{chat_.key(), chat_.now()};
  parameters.insert(parameters.end(), values.begin(), values.end());
  const auto rows = chat_.db().execute(
      "SELECT user_telegram_id, kind, step, draft, prompt_message_id, expires_at, sealed_draft, "
      "key_id FROM conversations WHERE chat_id = $1 AND expires_at > $2 AND " +
          condition + " ORDER BY expires_at DESC LIMIT 1",
      parameters);
  if (rows.empty()) return std::nullopt;
  const auto& row = rows.front();
  std::optional<crypto::Sealed> sealed;
  if (!row.is_null(6)) sealed = crypto::Sealed{row.text(7), row.blob(6)};
  return Conversation{.user = row.id<TelegramUserId>(0),
                      .kind = row.text(1),
                      .step = row.text(2),
                      .draft = row.text(3),
                      .sealed = sealed,
                      .prompt = row.optional_id<TelegramMessageId>(4),
                      .expires_at = row.timestamp(5)};
}

std::optional<Conversation> ConversationRepository::find(TelegramUserId user,
                                                         const std::string& kind) const {
  return first("user_telegram_id = $3 AND kind = $4", {user, kind});
}

std::optional<Conversation> ConversationRepository::find_any(const std::string& kind) const {
  return first("kind = $3", {kind});
}

std::optional<Conversation> ConversationRepository::find_by_prompt(TelegramUserId user,
                                                                   TelegramMessageId prompt) const {
  return first("user_telegram_id = $3 AND prompt_message_id = $4", {user, prompt});
}

void ConversationRepository::put(const Conversation& conversation) const {
  std::optional<sql::Blob> sealed;
  std::optional<std::string> key_id;
  if (conversation.sealed) {
    sealed = sql::Blob{conversation.sealed->bytes};
    key_id = conversation.sealed->key_id;
  }
  chat_.technically([&] {
    chat_.db().execute(
        "INSERT INTO conversations (chat_id, user_telegram_id, kind, step, draft, "
        "prompt_message_id, expires_at, sealed_draft, key_id) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "ON CONFLICT (chat_id, user_telegram_id, kind) DO UPDATE SET step = excluded.step, "
        "draft = excluded.draft, prompt_message_id = excluded.prompt_message_id, "
        "expires_at = excluded.expires_at, sealed_draft = excluded.sealed_draft, "
        "key_id = excluded.key_id",
        {chat_.key(), conversation.user, conversation.kind, conversation.step, conversation.draft,
         conversation.prompt, conversation.expires_at, sealed, key_id});
  });
}

bool ConversationRepository::end(TelegramUserId user, const std::string& kind) const {
  std::int64_t ended = 0;
  chat_.technically([&] {
    ended = chat_.db()
                .execute(
                    "DELETE FROM conversations WHERE chat_id = $1 AND user_telegram_id = $2 AND "
                    "kind = $3",
                    {chat_.key(), user, kind})
                .changes;
  });
  return ended > 0;
}

bool has_expired_conversations(UnitOfWork& unit) {
  return !unit.db()
              .execute("SELECT 1 FROM conversations WHERE expires_at <= $1 LIMIT 1", {unit.now()})
              .empty();
}

void forget_expired_conversations(UnitOfWork& unit) {
  unit.technically(
      [&] { unit.db().execute("DELETE FROM conversations WHERE expires_at <= $1", {unit.now()}); });
}

}  // namespace igbot::bot
