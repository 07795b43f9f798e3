// SPDX-License-Identifier: MIT
#include "core/bot/receive.hpp"

#include "core/access/authorise.hpp"
#include "core/bot/callback.hpp"
#include "core/bot/card_press.hpp"
#include "core/bot/commands.hpp"
#include "core/bot/membership.hpp"
#include "core/post/card.hpp"
#include "core/post/outbox.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/condition_repository.hpp"
#include "core/text/html.hpp"

namespace igbot::bot {
namespace {

using access::UserProfile;

constexpr std::chrono::minutes k_admin_check{10};
constexpr std::int64_t k_commands_per_minute = 20;

const UserProfile* person_in(const Update& update) {
  if (const auto* press = std::get_if<Press>(&update.what)) return &press->from;
  const auto* message = std::get_if<IncomingMessage>(&update.what);
  return message != nullptr && message->from ? &*message->from : nullptr;
}

const ChatInfo* chat_in(const Update& update) {
  if (const auto* press = std::get_if<Press>(&update.what)) {
    return press->chat ? &*press->chat : nullptr;
  }
  if (const auto* message = std::get_if<IncomingMessage>(&update.what)) return &message->chat;
  const auto* change = std::get_if<MembershipChange>(&update.what);
  return change == nullptr ? nullptr : &change->chat;
}

/// The chat the update belongs to, when it is set up.
std::optional<Chat> set_up_chat(UnitOfWork& unit, const ChatInfo* info) {
  if (info == nullptr) return std::nullopt;
  auto chat = ChatRepository(unit).find(info->id);
  if (!chat || chat->state == ChatState::setup) return std::nullopt;
  return chat;
}

/// The same inside a transaction of our own memory.
std::optional<ChatKey> known_chat(Bookkeeping& unit, const Update& update) {
  const ChatInfo* info = chat_in(update);
  if (info == nullptr) return std::nullopt;
  const auto row = unit.db().execute(
      "SELECT id FROM chats WHERE telegram_id = $1 AND state <> 'setup'", {info->id});
  if (row.empty()) return std::nullopt;
  return row.front().id<ChatKey>(0);
}

/// Keeps the profile and, in a private chat, the fact that it is theirs.
void see(ChatScope scope, const ChatInfo& info, const UserProfile& user) {
  access::see_member(scope, user);
  if (info.type == ChatType::private_chat) access::record_chat_admin(scope, user.id, true);
}

void count_interaction(ChatScope scope, TelegramUserId user, const char* kind,
                       const std::string& name) {
  scope.technically([&] {
    scope.db().execute(
        "INSERT INTO interactions (chat_id, user_telegram_id, kind, name, at) "
        "VALUES ($1, $2, $3, $4, $5)",
        {scope.key(), user, kind, name, scope.now()});
  });
}

Reaction resume(ChatScope scope) {
  const auto outcome = SettingsService(scope).resume(std::nullopt);
  return {outcome.changes.empty() ? "This chat is not paused" : "Resumed", false};
}

Reaction receive_press(UnitOfWork& unit, const Press& press) {
  const auto chat = set_up_chat(unit, press.chat ? &*press.chat : nullptr);
  if (!chat) return {"This chat is not set up; nothing was changed", true};
  const ChatScope scope = unit.chat(chat->key);
  see(scope, *press.chat, press.from);
  const auto callback = parse_callback(press.data);
  if (callback && is_about_post(callback->verb)) {
    count_interaction(scope, press.from.id, "press", callback->verb);
    return press_card(scope, press, *callback);
  }
  if (callback && callback->verb == "resume") {
    count_interaction(scope, press.from.id, "press", callback->verb);
    return resume(scope);
  }
  return {"This button belongs to another version; nothing was changed", true};
}

/// How many commands of this chat were taken in within the last minute.
std::int64_t recent_commands(ChatScope scope) {
  return scope.db()
      .execute(
          "SELECT count(*) FROM interactions WHERE chat_id = $1 AND at > $2 AND kind = 'command'",
          {scope.key(), scope.now() - std::chrono::minutes{1}})
      .front()
      .integer(0);
}

/// A refusal is told in the chat, as whoever wrote the command reads it there.
Reaction receive_command(ChatScope scope, const Chat& chat, const UserProfile& from,
                         const CommandText& text) {
  const std::int64_t recent = recent_commands(scope);
  if (recent > k_commands_per_minute) return {};
  const Command* command = find_command(text.name);
  count_interaction(scope, from.id, "command", command == nullptr ? "unknown" : text.name);
  post::Outbox outbox(scope);
  if (recent == k_commands_per_minute) {
    outbox.add_notice("Too many commands: this chat may give " +
                          std::to_string(k_commands_per_minute) + " a minute.",
                      {});
    return {};
  }
  if (command == nullptr) {
    outbox.add_notice("Not understood: /" + text::escape_html(text::cut_utf16(text.name, 32)) +
                          ". /help lists what is.",
                      {});
    return {};
  }
  return command->run({scope, chat, text.arguments});
}

/// A chat that is not set up gets one hint, ever, and only when somebody asks for something.
Reaction hint_once(UnitOfWork& unit, const IncomingMessage& message) {
  if (!message.from || !parse_command(message.text)) return {};
  const std::string id = std::to_string(number(message.chat.id));
  bool is_news = false;
  unit.technically(
      [&] { is_news = ConditionRepository(unit).begin(std::nullopt, "not_set_up", id, "hinted"); });
  if (!is_news) return {};
  OutgoingMessage hint{.chat = message.chat.id};
  hint.html = "This chat is not set up. The operator does that with: igbotctl init --chat " + id;
  return {.direct = hint};
}

Reaction receive_message(UnitOfWork& unit, const IncomingMessage& message) {
  const auto chat = set_up_chat(unit, &message.chat);
  if (!chat) return hint_once(unit, message);
  if (message.migrated_to) {
    follow_migration(unit, *chat, *message.migrated_to);
    return {};
  }
  if (!message.from) return {};
  const ChatScope scope = unit.chat(chat->key);
  see(scope, message.chat, *message.from);
  const auto command = parse_command(message.text);
  return command ? receive_command(scope, *chat, *message.from, *command) : Reaction{};
}

}  // namespace

Actor actor_of(const Update& update, const Actor& worker) {
  const auto* message = std::get_if<IncomingMessage>(&update.what);
  if (message != nullptr && message->migrated_to) return worker;
  const UserProfile* person = person_in(update);
  if (person == nullptr) return worker;
  return {"telegram:" + std::to_string(number(person->id)), person->name()};
}

Reaction receive(UnitOfWork& unit, const Update& update) {
  const ChatInfo* info = chat_in(update);
  if (const auto chat = set_up_chat(unit, info)) {
    ChatRepository(unit).describe(chat->key, info->type == ChatType::channel, info->username);
  }
  if (const auto* press = std::get_if<Press>(&update.what)) return receive_press(unit, *press);
  if (const auto* message = std::get_if<IncomingMessage>(&update.what)) {
    return receive_message(unit, *message);
  }
  if (const auto* change = std::get_if<MembershipChange>(&update.what)) {
    follow_membership(unit, *change);
  }
  return {};
}

Reaction refuse(Bookkeeping& unit, const Update& update, const Error& error) {
  if (const auto chat = known_chat(unit, update)) {
    // Who was refused can be given a role.
    if (const UserProfile* person = person_in(update)) access::see_member(unit, *chat, *person);
  }
  const auto* message = std::get_if<IncomingMessage>(&update.what);
  if (message == nullptr) return {error.what(), true};
  if (!message->from) return {};
  unit.db().execute(
      "INSERT INTO interactions (chat_id, user_telegram_id, kind, name, at) "
      "SELECT id, $2, 'command', 'refused', $3 FROM chats WHERE telegram_id = $1",
      {message->chat.id, message->from->id, unit.now()});
  OutgoingMessage told{.chat = message->chat.id};
  told.html = text::escape_html(text::cut_utf16(error.what(), post::k_text_limit));
  return {.direct = told};
}

std::optional<AdminQuestion> admin_question(UnitOfWork& unit, const Update& update) {
  const UserProfile* person = person_in(update);
  const ChatInfo* info = chat_in(update);
  const auto* message = std::get_if<IncomingMessage>(&update.what);
  if (message != nullptr && !parse_command(message->text)) return std::nullopt;
  const auto chat = set_up_chat(unit, info);
  if (!chat || person == nullptr || info->type == ChatType::private_chat) return std::nullopt;
  const ChatScope scope = unit.chat(chat->key);
  if (access::has_right(scope, actor_of(update, {}), access::Right::post)) return std::nullopt;
  const auto checked = access::MemberRepository(scope).admin_checked_at(person->id);
  if (checked && *checked > unit.now() - k_admin_check) return std::nullopt;
  return AdminQuestion{chat->key, info->id, *person};
}

}  // namespace igbot::bot
