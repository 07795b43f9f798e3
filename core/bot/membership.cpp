// SPDX-License-Identifier: MIT
#include "core/bot/membership.hpp"

#include "core/access/member_repository.hpp"
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

}  // namespace igbot::bot
