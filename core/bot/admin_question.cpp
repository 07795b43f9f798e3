// SPDX-License-Identifier: MIT
#include "core/access/authorise.hpp"
#include "core/bot/commands.hpp"
#include "core/bot/receive.hpp"
#include "core/bot/update_facts.hpp"

// Whom the messenger is asked about, and when: the half of receive.hpp that is about
// administrators.
namespace igbot::bot {
namespace {

/// How long an answer holds.
constexpr std::chrono::minutes k_admin_check{10};

bool begins_set_up(const IncomingMessage& message) {
  const auto command = parse_command(message.text);
  return command && (command->name == "init" || command->name == "start");
}

/// The person and chat of an update that may be asked about: in a private chat there is nothing to
/// ask, and what is neither a command nor an answer asks for nothing.
bool is_askable(const Update& update) {
  const ChatInfo* info = chat_in(update);
  const IncomingMessage* message = message_in(update);
  if (person_in(update) == nullptr || info == nullptr) return false;
  if (info->type == ChatType::private_chat) return false;
  return message == nullptr || parse_command(message->text) || message->reply_to;
}

std::optional<Timestamp> last_asked(ChatScope scope, TelegramUserId user) {
  return access::MemberRepository(scope).admin_checked_at(user);
}

}  // namespace

std::optional<AdminQuestion> admin_question(UnitOfWork& unit, const Update& update) {
  if (!is_askable(update)) return std::nullopt;
  const access::UserProfile& person = *person_in(update);
  const TelegramChatId telegram_chat = chat_in(update)->id;
  const auto chat = ChatRepository(unit).find(telegram_chat);
  if (!chat) {
    const IncomingMessage* message = message_in(update);
    if (message == nullptr || !begins_set_up(*message)) return std::nullopt;
    return AdminQuestion{std::nullopt, telegram_chat, person};
  }
  const ChatScope scope = unit.chat(chat->key);
  const auto member = access::MemberRepository(scope).find(person.id);
  if (!member || !member->standing.is_chat_admin) return std::nullopt;
  const auto asked = last_asked(scope, person.id);
  if (asked && *asked > unit.now() - k_admin_check) return std::nullopt;
  return AdminQuestion{chat->key, telegram_chat, person};
}

std::optional<AdminQuestion> admin_question_after_refusal(UnitOfWork& unit, const Update& update) {
  if (!is_askable(update)) return std::nullopt;
  const access::UserProfile& person = *person_in(update);
  const TelegramChatId telegram_chat = chat_in(update)->id;
  const auto chat = ChatRepository(unit).find(telegram_chat);
  if (!chat || chat->state == ChatState::archived) return std::nullopt;
  const auto asked = last_asked(unit.chat(chat->key), person.id);
  if (asked && *asked > unit.now() - k_admin_check) return std::nullopt;
  return AdminQuestion{chat->key, telegram_chat, person};
}

}  // namespace igbot::bot
