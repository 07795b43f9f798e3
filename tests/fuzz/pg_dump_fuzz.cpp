// SPDX-License-Identifier: MIT
#include <cstdint>
#include <sstream>
#include <string>

#include "core/legacy/column_view.hpp"
#include "core/legacy/pg_dump_reader.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// The blocks of a dump: every row without a problem has as many fields as its table columns.
void fuzz_pg_dump(std::string_view input) {
  attempt(input, [&] {
    std::istringstream in{std::string(input)};
    legacy::PgDumpReader reader(in, "dump.sql");
    while (const auto table = reader.next_table()) {
      const legacy::ColumnView columns(*table);
      std::int64_t line = 0;
      while (const auto row = reader.next_row()) {
        require(row->line > line, "lines do not grow");
        line = row->line;
        require(row->problem || row->fields.size() == table->columns.size(),
                "a row of another table");
      }
    }
  });
  const std::string text(input);
  legacy::parse_pg_timestamp(text);
  if (const auto texts = legacy::parse_pg_array(text)) {
    require(texts->size() <= input.size(), "an array grew");
  }
}

}  // namespace igbot::fuzz
