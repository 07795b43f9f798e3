// SPDX-License-Identifier: MIT
#include "core/bot/membership.hpp"

#include <limits>

#include "core/access/member_repository.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/transition.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/condition_repository.hpp"

namespace igbot::bot {
namespace {

/// The bot's own standing decides whether the chat can be reached.
void follow_bot(UnitOfWork& unit, const Chat& chat, const MembershipChange& change) {
  const bool reachable = change.is_present && change.may_write;
  if (reachable && chat.state == ChatState::unreachable) {
    ChatRepository(unit).set_state(chat, ChatState::active, "the bot may write again");
    unit.technically([&] { ConditionRepository(unit).end(chat.key, "unreachable", ""); });
  }
  if (!reachable && chat.state == ChatState::active) {
    ChatRepository(unit).set_state(
        chat, ChatState::unreachable,
        change.is_present ? "the bot may not write any more" : "the bot was removed or blocked");
  }
}

void follow_member(ChatScope scope, const MembershipChange& change) {
  access::MemberRepository members(scope);
  const bool was_known = members.find(change.who.id).has_value();
  if (!change.is_present && !was_known) return;
  if (change.is_present) {
    access::see_member(scope, change.who);
  } else {
    members.set_present(change.who.id, false);
  }
  access::record_chat_admin(scope, change.who.id, change.is_present && change.is_chat_admin);
}

/// Cards whose messages stayed in the former group come again, now.
void send_cards_anew(ChatScope scope) {
  const ChatSettings settings = SettingsService(scope).load();
  post::PostFilter awaiting;
  awaiting.state = post::PostState::awaiting;
  awaiting.limit = std::numeric_limits<int>::max();
  post::Transition transition(scope, settings);
  for (const post::Post& post : post::PostRepository(scope).list(awaiting)) {
    transition.advance(post, post::Verb::left_behind, "the group became a supergroup",
                       [&](post::Post& moved) {
                         moved.message.reset();
                         moved.sent_at.reset();
                         moved.expires_at.reset();
                         moved.due_at = scope.now();
                         moved.pinned = true;
                       });
  }
}

}  // namespace

void follow_membership(UnitOfWork& unit, const MembershipChange& change) {
  const auto chat = ChatRepository(unit).find(change.chat.id);
  if (!chat || chat->state == ChatState::setup) return;
  if (change.is_this_bot) {
    follow_bot(unit, *chat, change);
  } else {
    follow_member(unit.chat(chat->key), change);
  }
}

void follow_migration(UnitOfWork& unit, const Chat& chat, TelegramChatId to) {
  if (chat.telegram_id == to) return;
  ChatRepository chats(unit);
  if (chats.find(to)) return;  // somebody set the supergroup up by itself
  chats.migrate(chat, to);
  send_cards_anew(unit.chat(chat.key));
}

}  // namespace igbot::bot
