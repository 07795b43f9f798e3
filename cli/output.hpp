// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/io.hpp"

namespace igbot::cli {

/// One documented field of a command's JSON.
struct Field {
  std::string name;
  std::string meaning;
  /// The option without which it is left out, as "--origin"; empty: it is always there.
  std::string only_with = {};
};

/// The fields of one document followed by more of another.
std::vector<Field> with(std::vector<Field> fields, const std::vector<Field>& more);

/// The documented JSON of a command, complete: the contract test refuses any other field. With
/// `list`, the fields are those of each entry of that array, and `beside` has what stands next to
/// the array; without, the fields are those of the document itself.
struct Shape {
  std::string list;
  std::vector<Field> fields;
  std::vector<Field> beside = {};
};

/// What `--json` asked for: everything, some fields, or the list of fields.
struct JsonRequest {
  bool help = false;
  std::vector<std::string> fields;
};

/// Reads the value of `--json`: empty or "*" = all, "help", or "a,b".
JsonRequest parse_json_request(const std::string& value);

/// Prints the documented fields when `--json=help` asked for them; a command calls it first and
/// does nothing else when it returns true. Throws ErrorKind::usage for a field that does not exist,
/// before anything is done.
bool print_json_help(Io& io, const std::optional<JsonRequest>& request, const Shape& shape);

/// Prints exactly one document with `schema_version`, only the fields asked for. Of a list these
/// are fields of the entries, of what stands beside them, or the list's own name for all of it.
void print_json(Io& io, const JsonRequest& request, const Shape& shape, nlohmann::json document);
/// The same for one line of a stream (JSON lines).
void print_json_line(Io& io, const JsonRequest& request, const Shape& shape, nlohmann::json line);

/// Columns of text that fit the terminal: the widest columns give way, cut with an ellipsis.
class Table {
 public:
  explicit Table(std::vector<std::string> headings);
  /// A column that is never cut, as ids.
  void keep_whole(std::size_t column) { whole_.insert(column); }
  void add(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }
  void print(Io& io) const;

 private:
  std::vector<std::string> headings_;
  std::set<std::size_t> whole_;
  std::vector<std::vector<std::string>> rows_;
};

/// Columns a UTF-8 text takes in a terminal.
int display_width(const std::string& text);
/// The text, cut to `width` columns when it takes more; the last of them is an ellipsis then.
std::string cut_to_width(const std::string& text, int width);

}  // namespace igbot::cli
