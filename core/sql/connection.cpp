// SPDX-License-Identifier: MIT
#include "core/sql/connection.hpp"

namespace igbot::sql {
namespace {

template <typename T>
const T& get(const std::vector<Value>& values, std::size_t column, const char* wanted) {
  const T* value = std::get_if<T>(&values.at(column).storage());
  if (value == nullptr) {
    throw Error(ErrorKind::bug, "read a database column as " + std::string(wanted) +
                                    ", which it is not: column " + std::to_string(column));
  }
  return *value;
}

}  // namespace

std::int64_t Row::integer(std::size_t column) const {
  return get<std::int64_t>(values_, column, "an integer");
}

double Row::real(std::size_t column) const { return get<double>(values_, column, "a number"); }

const std::string& Row::text(std::size_t column) const {
  return get<std::string>(values_, column, "text");
}

const std::string& Row::blob(std::size_t column) const {
  return get<Blob>(values_, column, "bytes").bytes;
}

std::optional<std::int64_t> Row::optional_integer(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Row::optional_text(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

std::optional<Timestamp> Row::optional_timestamp(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return timestamp(column);
}

const Row& Result::front() const {
  if (rows.empty()) throw Error(ErrorKind::bug, "expected a row from the database, got none");
  return rows.front();
}

Transaction::Transaction(Connection& connection, Access access) : connection_(connection) {
  connection_.begin(access);
}

Transaction::~Transaction() {
  if (open_) connection_.rollback();
}

void Transaction::commit() {
  connection_.commit();
  open_ = false;
}

}  // namespace igbot::sql
