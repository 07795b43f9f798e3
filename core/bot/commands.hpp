// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"

namespace igbot::bot {

/// Who is offered a command by Telegram's own menu; everybody may write every command, and the
/// service behind it says who may.
enum class Audience { everybody, administrators, nobody };

/// One command of the bot, described once: help, Telegram's menu and what it does come from here.
struct Command {
  std::string_view name;  ///< 1-32 of a-z, 0-9 and _
  std::string_view arguments;
  std::string_view help;
  /// Works in its caller's transaction; throws what the service behind it throws.
  Reaction (*run)(const CommandCall&);
  Audience audience = Audience::everybody;
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
