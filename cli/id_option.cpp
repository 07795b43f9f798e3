// SPDX-License-Identifier: MIT
#include "cli/id_option.hpp"

#include <CLI/CLI.hpp>

#include "core/text/text.hpp"

namespace igbot::cli {

namespace {

// Read here: CLI11 takes 010 for 8 and what is too large for the largest number there is.
std::int64_t id_of(const std::string& word, const std::string& meaning) {
  const auto number = text::to_integer(word);
  if (!number || *number < 1) {
    throw CLI::ValidationError("not a " + text::to_lower(meaning) + ": '" + word + "'",
                               CLI::ExitCodes::ValidationError);
  }
  return *number;
}

}  // namespace

CLI::Option* add_id_option(CLI::App& command, const std::string& name, std::int64_t& id,
                           const std::string& meaning) {
  const auto read = [&id, meaning](const CLI::results_t& words) {
    id = id_of(words.front(), meaning);
    return true;
  };
  return command.add_option(name, read, meaning)->type_name("ID")->expected(1);
}

CLI::Option* add_ids_option(CLI::App& command, const std::string& name,
                            std::vector<std::int64_t>& ids, const std::string& meaning) {
  const auto read = [&ids, meaning](const CLI::results_t& words) {
    ids.clear();
    for (const std::string& word : words) ids.push_back(id_of(word, meaning));
    return true;
  };
  return command.add_option(name, read, meaning)
      ->type_name("ID")
      ->expected(1, CLI::detail::expected_max_vector_size)
      ->allow_extra_args();
}

}  // namespace igbot::cli
