// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "core/access/member_repository.hpp"
#include "core/ids.hpp"

namespace igbot::bot {

enum class ChatType { private_chat, group, supergroup, channel };

/// A chat as an update describes it.
struct ChatInfo {
  TelegramChatId id{};
  ChatType type = ChatType::group;
  std::string title;                    ///< of a private chat: the person's name
  std::optional<std::string> username;  ///< public @name without the @
};

/// A message somebody wrote, or a service message of the chat.
struct IncomingMessage {
  ChatInfo chat;
  TelegramMessageId id{};
  std::optional<access::UserProfile> from;  ///< none in channels and for anonymous administrators
  std::string text;
  std::string caption = {};  ///< of a photo or file
  std::optional<TelegramMessageId> reply_to;
  /// The group became this supergroup.
  std::optional<TelegramChatId> migrated_to;
};

/// A button somebody pressed.
struct Press {
  std::string id;  ///< what answers it
  access::UserProfile from;
  std::optional<ChatInfo> chat;  ///< none for a message that Telegram no longer shows us
  std::optional<TelegramMessageId> message;
  std::string data;
};

/// Somebody's standing in a chat changed: the bot's own, or a member's.
struct MembershipChange {
  ChatInfo chat;
  access::UserProfile who;
  bool is_this_bot = false;
  bool is_present = false;     ///< may see the chat
  bool may_write = false;      ///< may send messages there
  bool is_chat_admin = false;  ///< administers it
};

/// Something igbotctl has no use for, or does not understand.
struct Ignored {};

/// One update of the bot; ids grow, but may begin anew after a week without any.
struct Update {
  std::int64_t id = 0;
  std::variant<Ignored, IncomingMessage, Press, MembershipChange> what;
};

}  // namespace igbot::bot
