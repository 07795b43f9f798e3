// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/store/migrator.hpp"
#include "tests/support/cli_runner.hpp"
#include "tests/support/graph_sandbox.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {

inline bool mentions(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string bytes_of(const std::filesystem::path& file);
/// The database of a release, not migrated yet, with the platforms as sandboxes.
class FrozenDatabase : public ::testing::TestWithParam<std::string> {
 protected:
  FrozenDatabase();

  CliResult must_run(const std::vector<std::string>& words) const;
  nlohmann::json json_of(std::vector<std::string> words) const;
  /// What the release stored: every row but those of schema_version, in its columns, as text.
  std::vector<std::string> rows_of(sql::Connection& db) const;
  std::vector<std::string> rows() const;
  std::vector<Migration> pending() const;
  /// The copies that db migrate made, whole ones only.
  std::vector<std::filesystem::path> backups() const;
  /// Puts the database back as it was at first.
  void put_back() const;

  CliRunner cli;
  TelegramSandbox telegram;
  GraphSandbox graph;
  int schema_ = 0;  ///< of the release
  std::map<std::string, std::string>
      columns_;  ///< of its tables, as an expression that is their text
};

}  // namespace igbot::test
