// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/sandbox_people.hpp"
#include "tests/support/telegram_call.hpp"
#include "tests/support/telegram_rules.hpp"

namespace igbot::test {

/// A chat the sandbox knows; `type` is private, group, supergroup or channel.
struct SandboxChat {
  std::int64_t id = 0;
  std::string type;
  std::string title = "Sandbox";
  /// Of a group: the bot is not told what does not concern it, unless it administers the group.
  bool privacy_mode = true;
};
/// By the number alone, as Telegram assigns them.
std::string chat_type_of(std::int64_t id);
/// The type given, or else the one of its number.
std::string type_of(const SandboxChat& chat);

/// A message of a chat, the bot's or a person's. Deleted ones are kept as that.
struct SandboxMessage {
  std::int64_t id = 0;
  std::string kind = "text";  ///< text, photo, video or document
  SandboxPerson from;
  std::string text;  ///< or the caption
  std::vector<TextEntity> entities;
  std::string markup;  ///< reply_markup as normalised JSON, or empty
  std::optional<std::int64_t> reply_to;
  std::int64_t date = 0;  ///< seconds, UTC
  std::int64_t edited = 0;
  std::shared_ptr<const Upload> file;
  bool is_deleted = false;
  std::int64_t revision = 0;  ///< of the chat page: when it was changed last
};

/// Objects of the Bot API as JSON text.
std::string chat_json(const SandboxChat& chat);
std::string person_json(const SandboxPerson& person);
/// `replied` is embedded as reply_to_message, without its own.
std::string message_json(const SandboxChat& chat, const SandboxMessage& message,
                         const SandboxMessage* replied = nullptr);
/// What a press tells of a message that is gone.
std::string inaccessible_message_json(const SandboxChat& chat, std::int64_t message);

}  // namespace igbot::test
