// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot {

enum class ChatState { setup, active, unreachable, archived };
std::string to_string(ChatState state);
/// A state as it is stored; throws ErrorKind::bug for anything else.
ChatState chat_state_from(const std::string& text);

struct Chat {
  ChatKey key{};
  TelegramChatId telegram_id{};
  std::optional<std::string> username;  ///< without the @
  std::string name;
  ChatState state = ChatState::active;
};

/// The chats of the installation: the one repository that is not bound to a chat.
class ChatRepository {
 public:
  explicit ChatRepository(UnitOfWork& unit) : unit_(unit) {}

  /// Every chat, by name.
  std::vector<Chat> all() const;
  std::optional<Chat> find(ChatKey key) const;
  /// By present or former Telegram id.
  std::optional<Chat> find(TelegramChatId id) const;
  /// By @username or by name, both with or without the @; several chats may share a name.
  std::vector<Chat> find_by_name(const std::string& name) const;

  /// Creates the chat with an audit entry; throws ErrorKind::conflict when it exists.
  Chat create(TelegramChatId id, const std::string& name, ChatState state);
  void rename(const Chat& chat, const std::string& name);
  void set_state(const Chat& chat, ChatState state, const std::optional<std::string>& reason);
  /// What Telegram says of the chat, the authority on it: technical, and written only when it
  /// differs.
  void describe(ChatKey key, bool is_channel, const std::optional<std::string>& username);
  /// Follows a supergroup upgrade: the old id keeps resolving.
  void migrate(const Chat& chat, TelegramChatId to);

 private:
  UnitOfWork& unit_;
};

}  // namespace igbot
