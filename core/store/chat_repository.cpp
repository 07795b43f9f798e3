// SPDX-License-Identifier: MIT
#include "core/store/chat_repository.hpp"

#include "core/text/names.hpp"

namespace igbot {
namespace {

constexpr text::Names<ChatState, 4> k_states{{
    {ChatState::setup, "setup"},
    {ChatState::active, "active"},
    {ChatState::unreachable, "unreachable"},
    {ChatState::archived, "archived"},
}};

std::vector<Chat> chats_from(const sql::Result& result) {
  std::vector<Chat> chats;
  for (const auto& row : result.rows) {
    chats.push_back({row.id<ChatKey>(0), row.id<TelegramChatId>(1), row.optional_text(2),
                     row.text(3), chat_state_from(row.text(4))});
  }
  return chats;
}

std::optional<Chat> first(std::vector<Chat> chats) {
  if (chats.empty()) return std::nullopt;
  return std::move(chats.front());
}

std::string id_text(const Chat& chat) { return std::to_string(number(chat.telegram_id)); }

}  // namespace

std::string to_string(ChatState state) { return text::name_of(k_states, state); }

ChatState chat_state_from(const std::string& word) {
  return text::stored_name(k_states, word, "chat state");
}

std::vector<Chat> ChatRepository::all() const {
  return chats_from(unit_.db().execute(
      "SELECT id, telegram_id, username, name, state FROM chats ORDER BY name, id"));
}

std::optional<Chat> ChatRepository::find(ChatKey key) const {
  return first(chats_from(unit_.db().execute(
      "SELECT id, telegram_id, username, name, state FROM chats WHERE id = $1", {key})));
}

std::optional<Chat> ChatRepository::find(TelegramChatId id) const {
  auto present = first(chats_from(unit_.db().execute(
      "SELECT id, telegram_id, username, name, state FROM chats WHERE telegram_id = $1", {id})));
  if (present) return present;
  const auto former =
      unit_.db().execute("SELECT chat_id FROM chat_former_ids WHERE telegram_id = $1", {id});
  if (former.empty()) return std::nullopt;
  return find(former.front().id<ChatKey>(0));
}

std::vector<Chat> ChatRepository::find_by_name(const std::string& name) const {
  return chats_from(
      unit_.db().execute("SELECT id, telegram_id, username, name, state FROM chats "
                         "WHERE name = $1 OR name = $2 OR username = $2 ORDER BY id",
                         {name, name.starts_with('@') ? name.substr(1) : name}));
}

Chat ChatRepository::create(TelegramChatId id, const std::string& name, ChatState state) {
  if (find(id)) {
    throw Error(ErrorKind::conflict, "chat exists already: " + std::to_string(number(id)));
  }
  const auto key = unit_.db()
                       .execute(
                           "INSERT INTO chats (telegram_id, name, state, created_at, updated_at) "
                           "VALUES ($1, $2, $3, $4, $4) RETURNING id",
                           {id, name, to_string(state), unit_.now()})
                       .front()
                       .id<ChatKey>(0);
  Chat chat{key, id, std::nullopt, name, state};
  const ChatScope scope = unit_.chat(key);
  scope.permit();  // nobody else has a say in what does not exist yet
  scope.audit({.entity = "chat", .entity_id = id_text(chat), .action = "created", .after = name});
  return chat;
}

void ChatRepository::rename(const Chat& chat, const std::string& name) {
  unit_.db().execute("UPDATE chats SET name = $2, updated_at = $3 WHERE id = $1",
                     {chat.key, name, unit_.now()});
  unit_.chat(chat.key).audit({.entity = "chat",
                              .entity_id = id_text(chat),
                              .action = "renamed",
                              .before = chat.name,
                              .after = name});
}

void ChatRepository::set_state(const Chat& chat, ChatState state,
                               const std::optional<std::string>& reason) {
  if (chat.state == state) return;
  unit_.db().execute("UPDATE chats SET state = $2, updated_at = $3 WHERE id = $1",
                     {chat.key, to_string(state), unit_.now()});
  unit_.chat(chat.key).audit({.entity = "chat",
                              .entity_id = id_text(chat),
                              .action = "state",
                              .before = to_string(chat.state),
                              .after = to_string(state),
                              .reason = reason});
}

void ChatRepository::describe(ChatKey key, bool is_channel,
                              const std::optional<std::string>& username) {
  unit_.technically([&] {
    unit_.db().execute(
        "UPDATE chats SET is_channel = $2, username = $3 WHERE id = $1 AND (is_channel <> $2 OR "
        "COALESCE(username, '') <> COALESCE($3, ''))",
        {key, is_channel, username});
  });
}

void ChatRepository::migrate(const Chat& chat, TelegramChatId to) {
  unit_.db().execute(
      "INSERT INTO chat_former_ids (telegram_id, chat_id, until) VALUES ($1, $2, $3) "
      "ON CONFLICT (telegram_id) DO NOTHING",
      {chat.telegram_id, chat.key, unit_.now()});
  unit_.db().execute("UPDATE chats SET telegram_id = $2, updated_at = $3 WHERE id = $1",
                     {chat.key, to, unit_.now()});
  unit_.chat(chat.key).audit({.entity = "chat",
                              .entity_id = id_text(chat),
                              .action = "became a supergroup",
                              .before = id_text(chat),
                              .after = std::to_string(number(to))});
}

}  // namespace igbot
