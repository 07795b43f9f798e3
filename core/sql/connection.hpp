// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "core/clock.hpp"
#include "core/error.hpp"

namespace igbot::sql {

/// Bytes, as opposed to text.
struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};

/// One SQL value. Strong ids, instants, booleans and optionals convert on their own.
class Value {
 public:
  using Storage = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

  Value() = default;
  Value(std::nullopt_t) {}
  template <typename T>
  requires std::is_integral_v<T> Value(T number) : storage_(static_cast<std::int64_t>(number)) {}
  template <typename T>
  requires std::is_enum_v<T> Value(T id) : storage_(static_cast<std::int64_t>(id)) {}
  Value(double number) : storage_(number) {}
  Value(std::string text) : storage_(std::move(text)) {}
  Value(std::string_view text) : storage_(std::string(text)) {}
  Value(const char* text) : storage_(std::string(text)) {}
  Value(Blob blob) : storage_(std::move(blob)) {}
  Value(Timestamp at) : storage_(to_millis(at)) {}
  template <typename T>
  Value(const std::optional<T>& value) : Value(value ? Value(*value) : Value()) {}

  const Storage& storage() const { return storage_; }
  bool is_null() const { return std::holds_alternative<std::monostate>(storage_); }

 private:
  Storage storage_;
};

/// One row of a result; columns by position. Asking for the wrong type is a bug and throws.
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}

  std::size_t size() const { return values_.size(); }
  const Value& value(std::size_t column) const { return values_.at(column); }
  bool is_null(std::size_t column) const { return values_.at(column).is_null(); }
  std::int64_t integer(std::size_t column) const;
  double real(std::size_t column) const;
  const std::string& text(std::size_t column) const;
  const std::string& blob(std::size_t column) const;
  bool boolean(std::size_t column) const { return integer(column) != 0; }
  Timestamp timestamp(std::size_t column) const { return from_millis(integer(column)); }
  template <typename Id>
  Id id(std::size_t column) const {
    return static_cast<Id>(integer(column));
  }

  std::optional<std::int64_t> optional_integer(std::size_t column) const;
  std::optional<std::string> optional_text(std::size_t column) const;
  std::optional<Timestamp> optional_timestamp(std::size_t column) const;
  template <typename Id>
  std::optional<Id> optional_id(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return id<Id>(column);
  }

 private:
  std::vector<Value> values_;
};

/// A whole result set, and how many rows an INSERT, UPDATE or DELETE changed.
struct Result {
  std::vector<Row> rows;
  std::int64_t changes = 0;

  bool empty() const { return rows.empty(); }
  /// The first row; throws ErrorKind::bug when there is none.
  const Row& front() const;
};

/// Why the database refused, as far as callers act on it.
enum class Fault { busy, constraint, full, read_only, corrupt, io, other };

class SqlError : public Error {
 public:
  SqlError(Fault fault, ErrorKind kind, const std::string& message, std::string hint = {})
      : Error(kind, message, std::move(hint)), fault_(fault) {}
  Fault fault() const { return fault_; }

 private:
  Fault fault_;
};

enum class Access { read, write };

/// The port to a database engine: seven functions, `$1` parameters, whole results, classified
/// errors (SqlError). Not for use by several threads at once.
class Connection {
 public:
  virtual ~Connection() = default;

  /// Runs one statement. `$n` takes params[n-1]; a number may be used several times.
  virtual Result execute(std::string_view sql, const std::vector<Value>& params = {}) = 0;
  /// Runs several statements without parameters (migrations).
  virtual void execute_script(const std::string& sql) = 0;
  /// Access::write takes the write lock at once, so that nothing read inside can go stale.
  virtual void begin(Access access) = 0;
  virtual void commit() = 0;
  /// Never throws: it is called on the way out of a failure.
  virtual void rollback() noexcept = 0;
  /// Rows changed by this connection since it was opened.
  virtual std::int64_t total_changes() const = 0;
  /// A consistent copy of the whole database in a new file (mode 0600), taken while others write.
  /// Throws ErrorKind::conflict when the file exists.
  virtual void backup_to(const std::filesystem::path& file) = 0;
};

/// Rolls back unless committed.
class Transaction {
 public:
  Transaction(Connection& connection, Access access);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace igbot::sql
