// SPDX-License-Identifier: MIT
#include "cli/commands/import.hpp"

#include <CLI/CLI.hpp>

#include "cli/commands/import/env.hpp"
#include "cli/commands/import/storyline.hpp"

namespace igbot::cli {

void add_import(CLI::App& noun, Selected& selected) {
  noun.require_subcommand(1);
  add_import_env(noun, selected);
  add_import_storyline(noun, selected);
}

}  // namespace igbot::cli
