// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/clock.hpp"
#include "core/legacy/pg_dump_reader.hpp"

namespace igbot::legacy {

/// Why one row cannot be used; the reader of the whole dump counts it and goes on.
class BadRow : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// PostgreSQL's text for a point in time as an instant: "2026-11-22 14:00:00.123456" is UTC,
/// "…+01", "…-03:30" and "…+05:53:28" carry their offset. Microseconds are cut. Nothing for
/// 'infinity', years before 1 or after 9999, BC and anything else.
std::optional<Timestamp> parse_pg_timestamp(const std::string& text);

/// PostgreSQL's text for a one-dimensional array of texts: `{a,"b, c",NULL}`; NULLs are left out.
/// Nothing for anything else.
std::optional<std::vector<std::string>> parse_pg_array(const std::string& text);

/// The columns of one table, found by name; a column that the dump does not have reads as NULL.
class ColumnView {
 public:
  explicit ColumnView(const DumpTable& table);
  void look_at(const DumpRow& row) { row_ = &row; }

  /// Whether any row's value in it was wanted so far.
  bool was_asked_for(const std::string& column) const { return asked_.contains(column); }

  /// Each throws BadRow for a value of another type or of more than 64 KiB, the `needed` ones also
  /// for NULL.
  std::optional<std::string> text(const std::string& column) const;
  std::string needed_text(const std::string& column) const;
  std::optional<std::int64_t> integer(const std::string& column) const;
  std::int64_t needed_integer(const std::string& column) const;
  std::optional<bool> boolean(const std::string& column) const;
  std::optional<Timestamp> instant(const std::string& column) const;
  Timestamp needed_instant(const std::string& column) const;
  std::vector<std::string> texts(const std::string& column) const;
  /// A decimal number in units of 1/10000.
  std::int64_t needed_basis_points(const std::string& column) const;
  /// A UUID, in lower case.
  std::optional<std::string> id(const std::string& column) const;
  std::string needed_id(const std::string& column) const;

 private:
  std::unordered_map<std::string, std::size_t> at_;
  mutable std::unordered_set<std::string> asked_;
  const DumpRow* row_ = nullptr;
};

}  // namespace igbot::legacy
