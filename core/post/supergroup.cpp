// SPDX-License-Identifier: MIT
#include "core/post/supergroup.hpp"

#include <limits>

#include "core/post/post_repository.hpp"
#include "core/post/transition.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::post {
namespace {

/// Cards whose messages stayed in the former group come again, now.
void send_cards_anew(ChatScope scope) {
  const ChatSettings settings = SettingsService(scope).load();
  PostFilter awaiting;
  awaiting.state = PostState::awaiting;
  awaiting.limit = std::numeric_limits<int>::max();
  Transition transition(scope, settings);
  for (const Post& post : PostRepository(scope).list(awaiting)) {
    transition.advance(post, Verb::left_behind, "the group became a supergroup", [&](Post& moved) {
      moved.message.reset();
      moved.sent_at.reset();
      moved.expires_at.reset();
      moved.due_at = scope.now();
      moved.pinned = true;
    });
  }
}

}  // namespace

bool follow_migration(UnitOfWork& unit, const Chat& chat, TelegramChatId to) {
  if (chat.telegram_id == to) return true;
  ChatRepository chats(unit);
  if (chats.find(to)) return false;
  chats.migrate(chat, to);
  send_cards_anew(unit.chat(chat.key));
  return true;
}

}  // namespace igbot::post
