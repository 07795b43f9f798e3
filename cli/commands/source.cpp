// SPDX-License-Identifier: MIT
#include "cli/commands/source.hpp"

#include <CLI/CLI.hpp>

#include "cli/commands/source/connect.hpp"
#include "cli/commands/source/disconnect.hpp"
#include "cli/commands/source/look.hpp"

namespace igbot::cli {

void add_source(CLI::App& noun, Selected& selected) {
  noun.require_subcommand(1);
  CLI::App* connect =
      noun.add_subcommand("connect", "Choose where a chat takes its media from: local, drive, s3");
  connect->require_subcommand(1);
  add_connect_local(*connect, selected);
  add_connect_drive(*connect, selected);
  add_connect_s3(*connect, selected);
  add_source_show(noun, selected);
  add_source_test(noun, selected);
  add_source_browse(noun, selected);
  add_source_disconnect(noun, selected);
}

}  // namespace igbot::cli
