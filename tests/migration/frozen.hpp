// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/sql/connection.hpp"
#include "tests/support/cli_runner.hpp"

namespace igbot::test {

/// Stands in a frozen database for the folder it lay in.
inline constexpr const char* k_frozen_folder = "@FOLDER@";

/// Every table of our own, with how many rows it has.
std::map<std::string, std::int64_t> row_counts(sql::Connection& db);
/// Every table, index and column as the engine describes it: equal for equal schemas, however their
/// statements are written.
std::vector<std::string> schema_of(sql::Connection& db);

std::string replaced(std::string text, const std::string& part, const std::string& by);

/// The releases with a frozen database, "0.1.0".
std::vector<std::string> frozen_releases();
/// Puts that database, its key and its folder of photos where `cli` looks, with every time in it
/// moved so far that the release was left just now.
void thaw(const std::string& release, CliRunner& cli);

}  // namespace igbot::test
