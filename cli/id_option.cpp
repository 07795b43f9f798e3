// SPDX-License-Identifier: MIT
#include "cli/id_option.hpp"

#include <CLI/CLI.hpp>

#include "core/text/text.hpp"

namespace igbot::cli {

CLI::Option* add_id_option(CLI::App& command, const std::string& name, std::int64_t& id,
                           const std::string& meaning) {
  // Read here: CLI11 takes 010 for 8 and what is too large for the largest number there is.
  const auto read = [&id, meaning](const CLI::results_t& words) {
    const auto number = text::to_integer(words.front());
    if (!number || *number < 1) {
      throw CLI::ValidationError("not a " + text::to_lower(meaning) + ": '" + words.front() + "'",
                                 CLI::ExitCodes::ValidationError);
    }
    id = *number;
    return true;
  };
  return command.add_option(name, read, meaning)->type_name("ID")->expected(1);
}

}  // namespace igbot::cli
