// SPDX-License-Identifier: MIT
#include "cli/commands/chat.hpp"

#include <CLI/CLI.hpp>

#include "cli/commands/chat/invite.hpp"
#include "cli/commands/chat/list.hpp"
#include "cli/commands/chat/members.hpp"
#include "cli/commands/chat/state.hpp"

namespace igbot::cli {

void add_chat(CLI::App& noun, Selected& selected) {
  noun.require_subcommand(1);
  add_chat_list(noun, selected);
  add_chat_show(noun, selected);
  add_chat_rename(noun, selected);
  add_chat_members(noun, selected);
  add_chat_role(noun, selected);
  add_chat_invite(noun, selected);
  add_chat_archive(noun, selected);
  add_chat_unarchive(noun, selected);
}

}  // namespace igbot::cli
