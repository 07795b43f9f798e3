// SPDX-License-Identifier: MIT
#include "cli/commands/import/storyline.hpp"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/legacy/pg_dump_reader.hpp"

namespace igbot::cli {
namespace {

const Shape k_storyline_shape{"tables",
                              {{"table", "table of the dump"}, {"read", "rows it holds"}}};

struct StorylineOptions {
  std::string dump;
};

int run_import_storyline(const StorylineOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_storyline_shape)) return 0;
  std::ifstream file(options.dump, std::ios::binary);
  if (!file) {
    throw Error(ErrorKind::not_found,
                "dump could not be opened: " + options.dump + " (" + std::strerror(errno) + ")");
  }
  legacy::PgDumpReader reader(file, options.dump);
  nlohmann::json tables = nlohmann::json::array();
  Table table({"TABLE", "ROWS"});
  while (const auto next = reader.next_table()) {
    std::int64_t rows = 0;
    while (reader.next_row()) ++rows;
    tables.push_back({{"table", next->name}, {"read", rows}});
    table.add({next->name, std::to_string(rows)});
  }
  if (json) {
    print_json(io, *json, k_storyline_shape, {{"tables", std::move(tables)}});
  } else {
    table.print(io);
  }
  return 0;
}

}  // namespace

void add_import_storyline(CLI::App& import, Selected& selected) {
  CLI::App* command =
      import.add_subcommand("storyline", "Read the database of the former system from a dump");
  auto options = std::make_shared<StorylineOptions>();
  command->add_option("dump", options->dump, "Plain-text pg_dump of its database")->required();
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_import_storyline(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
