// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace igbot::cli {

/// Adds a word that must be the number of a thing, 1 and up, in decimal.
CLI::Option* add_id_option(CLI::App& command, const std::string& name, std::int64_t& id,
                           const std::string& meaning);
/// The same for one number or several.
CLI::Option* add_ids_option(CLI::App& command, const std::string& name,
                            std::vector<std::int64_t>& ids, const std::string& meaning);

}  // namespace igbot::cli
