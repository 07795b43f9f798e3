// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace igbot::legacy {

/// A table whose data a dump holds; names without their schema, unquoted.
struct DumpTable {
  std::string name;
  std::vector<std::string> columns;
};

/// One row of it; a field is nothing where the database had NULL.
struct DumpRow {
  std::int64_t line = 0;
  std::vector<std::optional<std::string>> fields;
  /// Why the line is no row of its table; its fields mean nothing then.
  std::optional<std::string> problem;
};

/// Reads the data of a plain-text `pg_dump`: its COPY blocks in text format (PostgreSQL's manual,
/// COPY, "Text Format"). Everything else in the file is passed over. Memory holds one line, which
/// may not be longer than 16 MiB.
class PgDumpReader {
 public:
  /// `name` is what messages call the input. Throws ErrorKind::usage for what is surely no
  /// plain-text dump: custom, tar and compressed formats, UTF-16.
  PgDumpReader(std::istream& in, std::string name);

  /// The next COPY block, past what is left of the present one; nothing at the end. Throws
  /// ErrorKind::usage for a dump that ends too early, holds INSERT statements, is not in UTF-8, or
  /// holds no PostgreSQL dump at all.
  std::optional<DumpTable> next_table();
  /// The next row of the present block; nothing at its end. Throws ErrorKind::usage when the file
  /// ends inside of it.
  std::optional<DumpRow> next_row();

 private:
  bool read_line();
  bool fill();
  bool take_statement();
  void check_end() const;
  [[noreturn]] void refuse(const std::string& why, const std::string& hint) const;

  std::istream& in_;
  std::string name_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::string line_;
  std::int64_t line_number_ = 0;
  std::optional<DumpTable> table_;  ///< the block being read
  bool has_head_ = false;           ///< "PostgreSQL database dump" was seen
  bool has_tail_ = false;           ///< "PostgreSQL database dump complete" was seen
  bool has_data_ = false;
};

}  // namespace igbot::legacy
