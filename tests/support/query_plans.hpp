// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/sql/connection.hpp"

namespace igbot::test {

/// A connection that passes everything on and asks the engine for the plan of each statement:
/// what a test of indexes looks at, through the repositories' own doors.
class PlanningConnection final : public sql::Connection {
 public:
  explicit PlanningConnection(sql::Connection& inner) : inner_(inner) {}

  sql::Result execute(std::string_view sql, const std::vector<sql::Value>& params) override {
    for (const auto& row : inner_.execute("EXPLAIN QUERY PLAN " + std::string(sql), params).rows) {
      steps_.push_back(row.text(3));
    }
    return inner_.execute(sql, params);
  }
  void execute_script(const std::string& sql) override { inner_.execute_script(sql); }
  void begin(sql::Access access) override { inner_.begin(access); }
  void commit() override { inner_.commit(); }
  void rollback() noexcept override { inner_.rollback(); }
  std::int64_t total_changes() const override { return inner_.total_changes(); }
  void backup_to(const std::filesystem::path& file) override { inner_.backup_to(file); }

  /// The steps that read a whole table.
  std::vector<std::string> scans() const {
    std::vector<std::string> found;
    for (const std::string& step : steps_) {
      if (step.starts_with("SCAN") && step != "SCAN CONSTANT ROW") found.push_back(step);
    }
    return found;
  }
  std::size_t steps() const { return steps_.size(); }

 private:
  sql::Connection& inner_;
  std::vector<std::string> steps_;
};

}  // namespace igbot::test
