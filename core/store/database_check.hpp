// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/sql/connection.hpp"

namespace igbot {

/// What SQLite finds wrong with a database: damaged pages and indexes, foreign keys that lead
/// nowhere. Empty when it is sound. Reads the whole file.
std::vector<std::string> check_database(sql::Connection& db);

}  // namespace igbot
