// SPDX-License-Identifier: MIT
#include "core/store/database_check.hpp"

namespace igbot {

std::vector<std::string> check_database(sql::Connection& db) {
  std::vector<std::string> problems;
  for (const auto& row : db.execute("PRAGMA integrity_check").rows) {
    if (row.text(0) != "ok") problems.push_back(row.text(0));
  }
  for (const auto& row : db.execute("PRAGMA foreign_key_check").rows) {
    problems.push_back("a row of " + row.text(0) + " refers to a missing row of " + row.text(2));
  }
  return problems;
}

}  // namespace igbot
