// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/bot/reaction.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::bot {

/// A command somebody wrote in a chat that is set up.
struct CommandCall {
  ChatScope scope;
  const Chat& chat;
  /// What follows the command, trimmed.
  std::string arguments;
};

/// One command of the bot, described once: help, Telegram's menu and what it does come from here.
struct Command {
  std::string_view name;  ///< 1-32 of a-z, 0-9 and _
  std::string_view arguments;
  std::string_view help;
  /// Works in its caller's transaction; throws what the service behind it throws.
  Reaction (*run)(const CommandCall&);
};

/// Every command, in the order of /help.
std::span<const Command> commands();
/// Nothing for an unknown name.
const Command* find_command(std::string_view name);

/// A message that begins with /: its command and what follows; nothing for any other text.
struct CommandText {
  std::string name;  ///< lower case
  std::string arguments;
};
std::optional<CommandText> parse_command(std::string_view text);

}  // namespace igbot::bot
