// SPDX-License-Identifier: MIT
#include "core/bot/commands.hpp"

#include <algorithm>
#include <array>

#include "core/access/authorise.hpp"
#include "core/bot/commands/library.hpp"
#include "core/bot/commands/looking.hpp"
#include "core/bot/commands/planning.hpp"
#include "core/bot/commands/posting.hpp"
#include "core/bot/menu/menu_press.hpp"
#include "core/bot/say.hpp"
#include "core/bot/wizard/init_wizard.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

Reaction run_help(const CommandCall& call) {
  access::require_right(call.scope, access::Right::look);
  std::vector<std::string> lines;
  for (const Command& command : commands()) {
    if (command.audience == Audience::nobody) continue;
    std::string line = "/" + std::string(command.name);
    if (!command.arguments.empty()) line += " " + std::string(command.arguments);
    lines.push_back(line + " — " + std::string(command.help));
  }
  lines.emplace_back("Cards carry their own buttons.");
  return say(call.scope, lines);
}

using enum Audience;

constexpr std::array k_commands{
    Command{"status", "", "how the chat is doing", run_status},
    Command{"queue", "", "what is coming, and cards once more", run_queue},
    Command{"next", "", "send the next post now", run_next},
    Command{"settings", "[history|export|get|set]", "see and change the settings", run_settings},
    Command{"pause", "[2h] [reason]", "stop posting", run_pause},
    Command{"resume", "[reason]", "go on posting", run_resume},
    Command{"dryrun", "[on|off] [reason]", "do everything but publish", run_dryrun},
    Command{"schedule", "[days]", "plan the missing posts of the coming days", run_schedule},
    Command{"clear", "", "cancel what is planned", run_clear},
    Command{"mix", "[memes=70 merch=30]", "the share of each category", run_mix},
    Command{"history", "[number]", "what was posted", run_history},
    Command{"stats", "", "the media library in numbers", run_stats},
    Command{"locks", "", "what may not be posted, and until when", run_locks},
    Command{"sync", "", "read the media library anew", run_sync},
    Command{"connect_drive", "", "take the media from a folder of Google Drive", run_connect_drive,
            administrators},
    Command{"connect_s3", "", "how S3-compatible storage is connected", run_connect_s3,
            administrators},
    Command{"export", "", "the settings as a file", run_export, administrators},
    Command{"init", "", "set this chat up, or change how it is set up", run_init, administrators},
    Command{"cleanup", "", "delete what the bot wrote lately and nobody needs", run_cleanup},
    Command{"help", "", "what the bot understands", run_help},
    Command{"start", "", "the same", run_help, nobody},
};

}  // namespace

std::span<const Command> commands() { return k_commands; }

const Command* find_command(std::string_view name) {
  const auto* const found = std::find_if(k_commands.begin(), k_commands.end(),
                                         [&](const Command& each) { return each.name == name; });
  return found == k_commands.end() ? nullptr : &*found;
}

std::optional<CommandText> parse_command(std::string_view text) {
  if (text.size() < 2 || text.front() != '/') return std::nullopt;
  auto [name, arguments] = first_word(std::string(text.substr(1)));
  if (name.empty()) return std::nullopt;
  return CommandText{text::to_lower(name), std::move(arguments)};
}

}  // namespace igbot::bot
