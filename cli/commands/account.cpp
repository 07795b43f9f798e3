// SPDX-License-Identifier: MIT
#include "cli/commands/account.hpp"

#include <CLI/CLI.hpp>

#include "cli/commands/account/change.hpp"
#include "cli/commands/account/connect.hpp"
#include "cli/commands/account/list.hpp"

namespace igbot::cli {

void add_account(CLI::App& noun, Selected& selected) {
  noun.require_subcommand(1);
  add_account_list(noun, selected);
  add_account_show(noun, selected);
  add_account_add(noun, selected);
  add_account_connect(noun, selected);
  add_account_use(noun, selected);
  add_account_refresh(noun, selected);
  add_account_remove(noun, selected);
}

}  // namespace igbot::cli
