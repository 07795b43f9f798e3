// SPDX-License-Identifier: MIT
#include "cli/commands/version.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/output.hpp"
#include "cli/services.hpp"

namespace igbot::cli {
namespace {

const Shape k_version_shape{{}, {{"version", "version of this program"}}};

int run_version(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_version_shape)) return 0;
  if (json) {
    print_json(io, *json, k_version_shape, {{"version", IGBOT_VERSION}});
  } else {
    io.out << "igbotctl " << IGBOT_VERSION << '\n';
  }
  return 0;
}

}  // namespace

void add_version(CLI::App& command, Selected& selected) {
  command.callback([&selected] { selected = run_version; });
}

}  // namespace igbot::cli
