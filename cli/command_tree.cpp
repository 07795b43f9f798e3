// SPDX-License-Identifier: MIT
#include "cli/command_tree.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/commands/commands.hpp"

namespace igbot::cli {
namespace {

void add_globals(CLI::App& app, ParsedGlobals& parsed) {
  Globals& globals = parsed.globals;
  app.add_option("--chat", globals.chat, "Chat to work on: Telegram id, @name or name")
      ->type_name("CHAT");
  app.add_option("--json", parsed.json,
                 "Print one JSON document; =a,b only these fields; =help lists them")
      ->type_name("[=FIELDS]");
  app.add_option("--config", globals.config, "Configuration file")->type_name("FILE");
  app.add_option("--env-file", globals.env_file, "Legacy .env file, or auto")->type_name("FILE");
  app.add_option("--color", parsed.colour, "When to use colour")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
  app.add_flag("-q,--quiet", globals.quiet, "Print only errors");
  app.add_flag("-v,--verbose", globals.verbose, "Print more");
}

}  // namespace

void add_command_tree(CLI::App& app, const std::vector<std::string>& arguments,
                      ParsedGlobals& parsed, Selected& selected) {
  add_globals(app, parsed);
  for (const Noun& noun : nouns()) {
    CLI::App* command = app.add_subcommand(noun.name, noun.summary);
    command->fallthrough();
    if (std::find(arguments.begin(), arguments.end(), noun.name) != arguments.end()) {
      noun.add(*command, selected);
    }
  }
}

}  // namespace igbot::cli
