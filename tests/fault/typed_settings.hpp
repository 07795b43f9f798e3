// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "tests/fault/bot_session.hpp"

namespace igbot::test {

/// A group in which somebody types commands, each setting posts_per_day to the next number, and
/// what pollers made of them.
class TypedSettings {
 public:
  TypedSettings() {
    session_.must_run({"init", "--chat", std::to_string(k_group), "--name", "team", "--yes"});
    session_.telegram().api().set_member(k_group, k_anna.id, "creator");
  }

  BotSession& session() { return session_; }
  void type_next() {
    ++typed_;
    session_.query("DELETE FROM interactions");  // the limit of commands: a minute has passed
    session_.chat(k_group).write(k_anna, "/settings set posts_per_day " + value(typed_));
  }
  int typed() const { return typed_; }
  /// The values that were set, in their order, and those that were typed.
  std::vector<std::string> taken_in() const {
    return session_.lines(
        "SELECT after FROM audit_log WHERE entity = 'setting' AND entity_id = 'posts_per_day' "
        "AND actor <> 'cli:root' ORDER BY id");
  }
  std::vector<std::string> wanted() const {
    std::vector<std::string> values;
    for (int i = 1; i <= typed_; ++i) values.push_back(value(i));
    return values;
  }

 private:
  static constexpr std::int64_t k_group = -3001;

  /// Each differs from the one before, and all are allowed.
  static std::string value(int number) { return std::to_string(1 + number % 40); }

  BotSession session_{{{k_group, "group", "Team"}}};
  int typed_ = 0;
};

}  // namespace igbot::test
