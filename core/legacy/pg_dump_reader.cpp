// SPDX-License-Identifier: MIT
#include "core/legacy/pg_dump_reader.hpp"

#include <array>
#include <istream>
#include <string_view>

#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot::legacy {
namespace {

constexpr std::size_t k_piece = 64UL * 1024;
constexpr std::size_t k_longest_line = 16UL * 1024 * 1024;
constexpr const char* k_plain_hint = "make a plain one: pg_dump --format=plain DATABASE > FILE";
constexpr const char* k_again_hint = "make the dump anew, and copy all of it";

/// What a file begins with that is no plain text, and what to do about it.
struct Format {
  std::string_view magic;
  const char* what;
  const char* hint;
};
constexpr std::array<Format, 8> k_formats{{
    {"PGDMP", "a dump in PostgreSQL's custom format",
     "make a plain one: pg_dump --format=plain DATABASE > FILE, or pg_restore -f FILE DUMP"},
    {"toc.dat", "a dump in tar format",
     "make a plain one: pg_dump --format=plain DATABASE > FILE, or pg_restore -f FILE DUMP"},
    {"\x1F\x8B", "compressed (gzip)", "gunzip it first; pg_dump --format=plain makes plain text"},
    {"BZh", "compressed (bzip2)", "bunzip2 it first; pg_dump --format=plain makes plain text"},
    {"\xFD"
     "7zXZ",
     "compressed (xz)", "unxz it first; pg_dump --format=plain makes plain text"},
    {"\x28\xB5\x2F\xFD", "compressed (zstd)",
     "unzstd it first; pg_dump --format=plain makes plain text"},
    {"\xFF\xFE", "UTF-16 text", "make it with pg_dump --format=plain --encoding=UTF8 -f FILE"},
    {"\xFE\xFF", "UTF-16 text", "make it with pg_dump --format=plain --encoding=UTF8 -f FILE"},
}};

/// Takes an SQL identifier off the front: folded to lower case, or quoted. Empty when there is
/// none.
std::string take_identifier(std::string_view& rest) {
  std::string name;
  if (!rest.starts_with('"')) {
    const std::size_t end = rest.find_first_of(" .,();\"");
    name = text::to_lower(rest.substr(0, end));
    rest.remove_prefix(std::min(end, rest.size()));
    return name;
  }
  std::size_t at = 1;
  for (; at < rest.size(); ++at) {
    if (rest[at] == '"') {
      if (at + 1 >= rest.size() || rest[at + 1] != '"') break;
      ++at;
    }
    name += rest[at];
  }
  if (at >= rest.size()) return {};
  rest.remove_prefix(at + 1);
  return name;
}

bool take(std::string_view& rest, std::string_view word) {
  if (!rest.starts_with(word)) return false;
  rest.remove_prefix(word.size());
  return true;
}

/// `COPY [schema.]table (column, …) FROM stdin;`, as pg_dump writes it.
std::optional<DumpTable> parse_copy(std::string_view line) {
  DumpTable table;
  if (!take(line, "COPY ")) return std::nullopt;
  table.name = take_identifier(line);
  if (take(line, ".")) table.name = take_identifier(line);
  if (table.name.empty() || !take(line, " ")) return std::nullopt;
  if (take(line, "(")) {
    do {
      take(line, " ");
      table.columns.push_back(take_identifier(line));
      if (table.columns.back().empty()) return std::nullopt;
    } while (take(line, ","));
    if (!take(line, ") ")) return std::nullopt;
  } else {
    take(line, " ");
  }
  if (line != "FROM stdin;") return std::nullopt;
  return table;
}

std::optional<int> digit(char c, int base) {
  int value = -1;
  if (c >= '0' && c <= '9') value = c - '0';
  if (c >= 'a' && c <= 'f') value = c - 'a' + 10;
  if (c >= 'A' && c <= 'F') value = c - 'A' + 10;
  if (value < 0 || value >= base) return std::nullopt;
  return value;
}

/// Up to `most` digits at `at`, which moves past them; nothing when there are none.
std::optional<int> take_digits(std::string_view field, std::size_t& at, int base, int most) {
  std::optional<int> value;
  for (int taken = 0; taken < most && at < field.size(); ++taken, ++at) {
    const auto next = digit(field[at], base);
    if (!next) break;
    value = value.value_or(0) * base + *next;
  }
  return value;
}

/// Undoes COPY's escapes; nothing when the field ends in the middle of one.
std::optional<std::string> unescape(std::string_view field) {
  std::string value;
  value.reserve(field.size());
  for (std::size_t at = 0; at < field.size();) {
    const char c = field[at++];
    if (c != '\\') {
      value += c;
      continue;
    }
    if (at == field.size()) return std::nullopt;
    constexpr std::string_view letters = "bfnrtv";
    constexpr std::string_view meanings = "\b\f\n\r\t\v";
    const char escaped = field[at];
    if (const auto letter = letters.find(escaped); letter != std::string_view::npos) {
      value += meanings[letter];
      ++at;
    } else if (const auto octal = take_digits(field, at, 8, 3)) {
      value += static_cast<char>(*octal & 0xFF);
    } else if (escaped == 'x' && at + 1 < field.size() && digit(field[at + 1], 16)) {
      value += static_cast<char>(*take_digits(field, ++at, 16, 2));
    } else {
      value += escaped;
      ++at;
    }
  }
  return value;
}

bool is_text(const std::string& value) {
  if (value.find('\0') != std::string::npos) return false;
  for (const char c : value) {
    if ((static_cast<unsigned char>(c) & 0x80U) == 0) continue;
    return value.find("\xEF\xBF\xBD") != std::string::npos ||
           text::utf8_decode(value).find(U'\uFFFD') == std::u32string::npos;
  }
  return true;
}

DumpRow parse_row(std::string_view line, std::int64_t number, std::size_t columns) {
  DumpRow row;
  row.line = number;
  row.fields.reserve(columns);
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    const std::string_view field = line.substr(begin, end - begin);
    begin = end + 1;
    if (row.fields.size() == columns) {
      row.problem = "has more fields than its table has columns";
      return row;
    }
    if (field == "\\N") {
      row.fields.emplace_back();
      continue;
    }
    auto value = unescape(field);
    if (!value) row.problem = "ends in the middle of an escape";
    if (value && !is_text(*value)) row.problem = "is not UTF-8 text";
    if (row.problem) return row;
    row.fields.push_back(std::move(value));
  }
  if (row.fields.size() < columns) row.problem = "has fewer fields than its table has columns";
  return row;
}

}  // namespace

PgDumpReader::PgDumpReader(std::istream& in, std::string name) : in_(in), name_(std::move(name)) {
  fill();
  for (const Format& format : k_formats) {
    if (std::string_view(buffer_).starts_with(format.magic)) {
      refuse(std::string("is ") + format.what, format.hint);
    }
  }
  if (buffer_.starts_with("\xEF\xBB\xBF")) position_ = 3;
}

void PgDumpReader::refuse(const std::string& why, const std::string& hint) const {
  throw Error(ErrorKind::usage, "dump cannot be read: " + name_ + " " + why, hint);
}

bool PgDumpReader::fill() {
  buffer_.resize(k_piece);
  in_.read(buffer_.data(), static_cast<std::streamsize>(k_piece));
  if (in_.bad()) throw Error(ErrorKind::failed, "dump could not be read: " + name_);
  buffer_.resize(static_cast<std::size_t>(in_.gcount()));
  position_ = 0;
  return !buffer_.empty();
}

bool PgDumpReader::read_line() {
  line_.clear();
  bool any = false;
  while (position_ < buffer_.size() || fill()) {
    any = true;
    const std::size_t end = buffer_.find('\n', position_);
    const std::size_t stop = std::min(end, buffer_.size());
    if (line_.size() + (stop - position_) > k_longest_line) {
      refuse("has a line of more than 16 MiB: line " + std::to_string(line_number_ + 1),
             k_plain_hint);
    }
    line_.append(buffer_, position_, stop - position_);
    position_ = stop + 1;
    if (end != std::string::npos) break;
  }
  if (!any) return false;
  ++line_number_;
  // A carriage return inside data is always escaped: this one is a Windows line end.
  if (line_.ends_with('\r')) line_.pop_back();
  return true;
}

bool PgDumpReader::take_statement() {
  const std::string_view line = line_;
  if (line.starts_with("INSERT INTO ")) {
    refuse("holds INSERT statements (line " + std::to_string(line_number_) + ")",
           "leave --inserts away: pg_dump --format=plain DATABASE > FILE");
  }
  if (line.starts_with("SET client_encoding") && line.find("'UTF8'") == std::string_view::npos &&
      line.find("'SQL_ASCII'") == std::string_view::npos) {
    refuse("is not in UTF-8", "pg_dump --format=plain --encoding=UTF8 DATABASE > FILE");
  }
  if (line == "-- PostgreSQL database dump") has_head_ = true;
  if (line == "-- PostgreSQL database dump complete") has_tail_ = true;
  if (!line.starts_with("COPY ")) return false;
  table_ = parse_copy(line);
  if (!table_) {
    refuse("has a COPY of another form in line " + std::to_string(line_number_), k_plain_hint);
  }
  return true;
}

void PgDumpReader::check_end() const {
  if (has_head_ ? !has_tail_ : !has_data_) {
    refuse(has_head_ ? "ends too early: its last line, \"PostgreSQL database dump complete\", is "
                       "missing"
                     : "is no PostgreSQL dump",
           has_head_ ? k_again_hint : k_plain_hint);
  }
}

std::optional<DumpTable> PgDumpReader::next_table() {
  while (next_row()) {
  }
  while (read_line()) {
    if (!take_statement()) continue;
    has_data_ = true;
    return table_;
  }
  check_end();
  return std::nullopt;
}

std::optional<DumpRow> PgDumpReader::next_row() {
  if (!table_) return std::nullopt;
  if (!read_line()) refuse("ends in the middle of table " + table_->name, k_again_hint);
  if (line_ == "\\.") {
    table_.reset();
    return std::nullopt;
  }
  return parse_row(line_, line_number_, table_->columns.size());
}

}  // namespace igbot::legacy
