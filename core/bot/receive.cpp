// SPDX-License-Identifier: MIT
#include "core/bot/receive.hpp"

#include "core/access/authorise.hpp"
#include "core/account/login_redirect.hpp"
#include "core/bot/account_login.hpp"
#include "core/bot/callback.hpp"
#include "core/bot/commands.hpp"
#include "core/bot/membership.hpp"
#include "core/bot/menu/menu_press.hpp"
#include "core/bot/presses.hpp"
#include "core/bot/say.hpp"
#include "core/bot/source/source_connect.hpp"
#include "core/bot/source/source_talk.hpp"
#include "core/bot/stranger.hpp"
#include "core/bot/typed_secret.hpp"
#include "core/bot/update_facts.hpp"
#include "core/bot/wizard/init_wizard.hpp"
#include "core/post/card.hpp"
#include "core/post/outbox.hpp"
#include "core/post/supergroup.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/condition_repository.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

using access::UserProfile;

constexpr std::int64_t k_commands_per_minute = 20;
constexpr const char* k_secret_told =
    "Tokens, keys and passwords do not belong in a chat: whoever reads along can use them. ";

/// Keeps the profile and, in a private chat, the fact that it is theirs.
void see(ChatScope scope, const ChatInfo& info, const UserProfile& user,
         access::Sighting sighting) {
  access::see_member(scope, user, sighting);
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

Reaction receive_press(UnitOfWork& unit, const Press& pressed, const Desk& desk) {
  const auto chat = pressed.chat ? ChatRepository(unit).find(pressed.chat->id) : std::nullopt;
  const auto callback = parse_callback(pressed.data);
  const bool may_come_in =
      chat && (chat->state != ChatState::setup || (callback && is_about_set_up(*callback)));
  if (!may_come_in) {
    return {.answer = "This chat is not set up; nothing was changed", .as_alert = true};
  }
  const ChatScope scope = unit.chat(chat->key);
  see(scope, *pressed.chat, pressed.from, access::Sighting::pressed);
  if (!callback) {
    return {.answer = "This button belongs to another version; nothing was changed",
            .as_alert = true};
  }
  count_interaction(scope, pressed.from.id, "press", text::cut_utf16(callback->verb, 32));
  return press({{unit, scope, *chat, pressed.from, desk.rules}, pressed, *callback});
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

/// Whether the chat has a command left this minute, and counts it; the first one too many is
/// answered, the others are not.
bool has_patience(ChatScope scope, TelegramUserId user, const std::string& name) {
  const std::int64_t recent = recent_commands(scope);
  if (recent > k_commands_per_minute) return false;
  count_interaction(scope, user, "command", name);
  if (recent < k_commands_per_minute) return true;
  say(scope, {"Too many commands: this chat may give " + std::to_string(k_commands_per_minute) +
              " a minute."});
  return false;
}

Reaction receive_command(const Call& call, const CommandText& text) {
  const Command* command = find_command(text.name);
  if (!has_patience(call.scope, call.from.id, command == nullptr ? "unknown" : text.name)) {
    return {};
  }
  if (call.chat.state == ChatState::setup) {
    const bool goes_on = text.name == "init" || text.name == "start";
    if (goes_on) return run_init({call, {}});
    return say(call.scope, {"This chat is being set up; /init goes on with it."});
  }
  if (command == nullptr) {
    return say(call.scope,
               {"Not understood: /" + text::cut_utf16(text.name, 32) + ". /help lists what is."});
  }
  return command->run({call, text.arguments});
}

/// The conversation whose question this message answers. What begins with a slash may be an answer,
/// too (a folder), unless it is a command of the bot.
std::optional<Conversation> answered_by(const Call& call, const IncomingMessage& message) {
  if (!message.reply_to) return std::nullopt;
  const auto command = parse_command(message.text);
  if (command && find_command(command->name) != nullptr) return std::nullopt;
  return ConversationRepository(call.scope).find_by_prompt(call.from.id, *message.reply_to);
}

Reaction receive_answer(const ReplyCall& reply) {
  if (reply.conversation.kind == k_init) return reply_to_init(reply);
  if (reply.conversation.kind == k_source_talk) return reply_to_source(reply);
  return reply.conversation.kind == k_login ? reply_to_login(reply) : reply_to_question(reply);
}

/// Whether it is the address that a login ends with: its code should not stay in a chat.
bool is_login_address(const std::string& text) {
  try {
    parse_login_redirect(text);
    return true;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::usage) throw;
    return false;
  }
}

/// A reply to a question that is not open; any other reply is none of the bot's business.
Reaction receive_late_reply(const Call& call, const IncomingMessage& message) {
  const bool was_asked =
      !call.scope.db()
           .execute(
               "SELECT 1 FROM bot_messages WHERE chat_id = $1 AND telegram_chat_id = $2 AND "
               "message_id = $3 AND kind = 'prompt'",
               {call.scope.key(), call.chat.telegram_id, *message.reply_to})
           .empty();
  if (!was_asked || !has_patience(call.scope, call.from.id, "late reply")) return {};
  if (is_login_address(message.text)) {
    post::Outbox(call.scope)
        .add_erasure({message.id}, html_of({"The bot may not delete that message: please delete it "
                                            "yourself."}));
  }
  return say(call.scope, {"That question is not open for you any more; nothing was changed."});
}

/// A secret must not stay where everybody reads it, whatever else the message is.
Reaction remove_secret(ChatScope scope, const IncomingMessage& message) {
  const std::string told =
      std::string(k_secret_told) +
      "The operator enters them on the server; what was written here should be "
      "replaced by a new one.";
  count_interaction(scope, message.from->id, "message", "secret");
  post::Outbox(scope).add_erasure(
      {message.id}, html_of({"The bot may not delete that message: please delete it yourself."}));
  return say(scope, {told});
}

Reaction remove_secret_of_stranger(const IncomingMessage& message) {
  OutgoingMessage told{.chat = message.chat.id};
  told.html = html_of({std::string(k_secret_told) + "Please delete that message."});
  return {.direct = told, .erase = std::pair{message.chat.id, message.id}};
}

Reaction receive_message(UnitOfWork& unit, const IncomingMessage& message, const Desk& desk) {
  const auto chat = ChatRepository(unit).find(message.chat.id);
  const bool has_secret =
      message.from && (holds_secret(message.text) || holds_secret(message.caption));
  if (!chat) {
    if (has_secret) return remove_secret_of_stranger(message);
    return receive_from_stranger(unit, message, desk);
  }
  if (message.migrated_to) {
    post::follow_migration(unit, *chat, *message.migrated_to);
    return {};
  }
  if (!message.from) return {};
  const ChatScope scope = unit.chat(chat->key);
  see(scope, message.chat, *message.from, access::Sighting::inside);
  if (has_secret) return remove_secret(scope, message);
  const Call call{unit, scope, *chat, *message.from, desk.rules};
  if (const auto asked = answered_by(call, message)) {
    return receive_answer({call, message, *asked});
  }
  if (const auto command = parse_command(message.text)) return receive_command(call, *command);
  return message.reply_to ? receive_late_reply(call, message) : Reaction{};
}

/// What a refusal says in a chat, where the shell's hints are no use.
std::string refusal_text(const Error& error) {
  const bool is_shell_hint = error.hint().find("igbotctl") != std::string::npos;
  if (error.hint().empty() || is_shell_hint) return error.what();
  return std::string(error.what()) + "\n" + error.hint();
}

/// The chat of an update, inside a transaction of our own memory, and whether its outbox is open.
struct RefusedAt {
  ChatKey chat{};
  bool has_outbox = false;
};

std::optional<RefusedAt> place_of_refusal(Bookkeeping& unit, const Update& update) {
  const ChatInfo* info = chat_in(update);
  if (info == nullptr) return std::nullopt;
  const auto row =
      unit.db().execute("SELECT id, state FROM chats WHERE telegram_id = $1", {info->id});
  if (row.empty()) return std::nullopt;
  const ChatState state = chat_state_from(row.front().text(1));
  return RefusedAt{row.front().id<ChatKey>(0),
                   state == ChatState::active || state == ChatState::setup};
}

}  // namespace

Actor actor_of(const Update& update, const Actor& worker) {
  const IncomingMessage* message = message_in(update);
  if (message != nullptr && message->migrated_to) return worker;
  const UserProfile* person = person_in(update);
  if (person == nullptr) return worker;
  return {"telegram:" + id_text(person->id), person->name()};
}

Reaction receive(UnitOfWork& unit, const Update& update, const Desk& desk) {
  const ChatInfo* info = chat_in(update);
  if (const auto chat = info == nullptr ? std::nullopt : ChatRepository(unit).find(info->id)) {
    ChatRepository(unit).describe(chat->key, info->type == ChatType::channel, info->username);
  }
  if (const auto* pressed = std::get_if<Press>(&update.what)) {
    return receive_press(unit, *pressed, desk);
  }
  if (const IncomingMessage* message = message_in(update)) {
    return receive_message(unit, *message, desk);
  }
  if (const auto* change = std::get_if<MembershipChange>(&update.what)) {
    follow_membership(unit, *change);
  }
  return {};
}

Reaction refuse(Bookkeeping& unit, const Update& update, const Error& error) {
  const auto place = place_of_refusal(unit, update);
  const UserProfile* person = person_in(update);
  const IncomingMessage* message = message_in(update);
  const auto sighting = message ? access::Sighting::inside : access::Sighting::pressed;
  // Who was refused can be given a role.
  if (place && person != nullptr) access::see_member(unit, place->chat, *person, sighting);
  if (message == nullptr) return {.answer = refusal_text(error), .as_alert = true};
  if (person == nullptr) return {};
  const std::string html = html_of({refusal_text(error)});
  if (place) {
    unit.db().execute(
        "INSERT INTO interactions (chat_id, user_telegram_id, kind, name, at) "
        "VALUES ($1, $2, 'command', 'refused', $3)",
        {place->chat, person->id, unit.now()});
    if (place->has_outbox) {
      post::Outbox(unit, place->chat).add_notice(html, {});
      return {};
    }
  } else if (!ConditionRepository(unit).begin(std::nullopt, "not_set_up", id_text(message->chat.id),
                                              error.what())) {
    return {};  // told before
  }
  OutgoingMessage told{.chat = message->chat.id};
  told.html = html;
  return {.direct = told};
}

}  // namespace igbot::bot
