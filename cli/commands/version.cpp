// SPDX-License-Identifier: MIT
#include "cli/commands/version.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commit.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/store/migrator.hpp"

namespace igbot::cli {
namespace {

const Shape k_version_shape{
    {},
    {{"version", "version of this program"},
     {"commit", "what it was built from, +dirty with changes; null = built outside git"},
     {"database_schema", "the newest schema of databases it knows"}}};

int run_version(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_version_shape)) return 0;
  if (json) {
    nlohmann::json document{{"version", IGBOT_VERSION},
                            {"commit", nullptr},
                            {"database_schema", embedded_migrations().back().version}};
    if (!commit().empty()) document["commit"] = commit();
    print_json(io, *json, k_version_shape, std::move(document));
    return 0;
  }
  io.out << "igbotctl " << IGBOT_VERSION;
  if (!commit().empty()) io.out << " (commit " << commit() << ")";
  io.out << '\n';
  return 0;
}

}  // namespace

void add_version(CLI::App& command, Selected& selected) {
  command.callback([&selected] { selected = run_version; });
}

}  // namespace igbot::cli
