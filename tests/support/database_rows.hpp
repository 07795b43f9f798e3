// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/sql/connection.hpp"

namespace igbot::test {

/// Every row of every table, or only those of the chat with that key, as "TABLE: VALUE,VALUE,…",
/// sorted: equal when the content is equal.
std::vector<std::string> rows_of(sql::Connection& db, std::optional<std::int64_t> chat = {});
std::vector<std::string> rows_of(const std::filesystem::path& database);

/// Every row of a backup but the one that tells of its making. Throws std::runtime_error when it
/// has not exactly one such.
std::vector<std::string> rows_of_backup(const std::filesystem::path& copy);

/// The rows of rows_of as one text, made by SQLite itself: to compare contents often.
std::string content_of(sql::Connection& db);

}  // namespace igbot::test
