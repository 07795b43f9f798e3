// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/globals.hpp"
#include "cli/selected.hpp"

namespace igbot::cli {

/// The flags every command takes, as parsing leaves them.
struct ParsedGlobals {
  Globals globals;
  std::string json;  ///< the value of --json; empty when it was not given
  std::string colour = "auto";
};

/// Gives `app` the global flags and every noun. Only the nouns that occur in `arguments` get their
/// verbs and options; the others keep name and summary for --help. Both targets must outlive `app`.
void add_command_tree(CLI::App& app, const std::vector<std::string>& arguments,
                      ParsedGlobals& parsed, Selected& selected);

}  // namespace igbot::cli
