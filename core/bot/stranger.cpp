// SPDX-License-Identifier: MIT
#include "core/bot/stranger.hpp"

#include "core/access/chat_invites.hpp"
#include "core/access/member_repository.hpp"
#include "core/bot/commands.hpp"
#include "core/bot/say.hpp"
#include "core/bot/wizard/init_wizard.hpp"
#include "core/store/condition_repository.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

constexpr std::size_t k_longest_chat_name = 200;

Reaction tell_directly(TelegramChatId chat, const std::string& text) {
  OutgoingMessage message{.chat = chat};
  message.html = html_of({text});
  return {.direct = message};
}

/// Each hint once a chat.
Reaction hint_once(UnitOfWork& unit, const IncomingMessage& message, const std::string& hint) {
  bool is_news = false;
  unit.technically([&] {
    is_news =
        ConditionRepository(unit).begin(std::nullopt, "not_set_up", id_text(message.chat.id), hint);
  });
  return is_news ? tell_directly(message.chat.id, hint) : Reaction{};
}

/// Whole characters, as many as fit.
std::string name_for(const ChatInfo& info) {
  std::string name;
  for (const std::string& character :
       text::utf8_characters(text::trim(text::one_line(info.title)))) {
    if (name.size() + character.size() > k_longest_chat_name) break;
    name += character;
  }
  return name.empty() ? id_text(info.id) : name;
}

/// The invitation in "/start TOKEN"; a link that adds the bot to a group writes that by itself.
std::optional<std::string> invitation_in(const CommandText& command) {
  if (command.name != "start" && command.name != "init") return std::nullopt;
  return optional_text(first_word(command.arguments).first);
}

Reaction begin_set_up(UnitOfWork& unit, const IncomingMessage& message, const Desk& desk,
                      const std::optional<std::string>& invitation) {
  const Chat chat =
      ChatRepository(unit).create(message.chat.id, name_for(message.chat), ChatState::setup);
  if (invitation) access::ChatInvites(unit).redeem(*invitation, chat.key);
  ChatRepository(unit).describe(chat.key, message.chat.type == ChatType::channel,
                                message.chat.username);
  const ChatScope scope = unit.chat(chat.key);
  access::see_member(scope, *message.from);
  access::record_chat_admin(scope, message.from->id, true);
  return run_init({{unit, scope, chat, *message.from, desk.rules}, {}});
}

}  // namespace

Reaction receive_from_stranger(UnitOfWork& unit, const IncomingMessage& message, const Desk& desk) {
  const auto command = parse_command(message.text);
  if (!message.from || !command || message.chat.type == ChatType::channel) return {};
  const std::string id = id_text(message.chat.id);
  const bool by_invitation = desk.rules.init == InitPolicy::invite;
  if (desk.rules.init == InitPolicy::off) {
    return hint_once(unit, message,
                     "This chat is not set up. The operator does that: igbotctl init --chat " + id);
  }
  const auto invitation = by_invitation ? invitation_in(*command) : std::nullopt;
  const bool wants_set_up =
      by_invitation ? invitation.has_value() : command->name == "init" || command->name == "start";
  if (!wants_set_up) {
    return hint_once(
        unit, message,
        by_invitation ? "This chat is not set up. That takes an invitation: ask the operator for "
                        "a link, igbotctl chat invite prints one."
                      : "This chat is not set up. An administrator of the chat does that: /init");
  }
  if (message.chat.type != ChatType::private_chat && !desk.is_chat_admin) {
    return hint_once(unit, message, "Only an administrator of this chat can set it up.");
  }
  return begin_set_up(unit, message, desk, invitation);
}

}  // namespace igbot::bot
