// SPDX-License-Identifier: MIT
#include "cli/commands/telegram.hpp"

#include <CLI/CLI.hpp>

#include "cli/commands/telegram/poll.hpp"
#include "cli/commands/telegram/setup.hpp"

namespace igbot::cli {

void add_telegram(CLI::App& noun, Selected& selected) {
  noun.require_subcommand(1);
  add_telegram_setup(noun, selected);
  add_telegram_poll(noun, selected);
}

}  // namespace igbot::cli
