// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "core/sql/sqlite_connection.hpp"
#include "tests/fault/chat_window.hpp"
#include "tests/support/cli_runner.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {

/// The real program, a database and a Telegram sandbox; nobody is set up yet. Folders of photos lie
/// where chats may use them.
class BotSession {
 public:
  BotSession(const std::vector<SandboxChat>& chats, std::chrono::milliseconds latency = {});

  CliRunner& cli() { return cli_; }
  TelegramSandbox& telegram() { return telegram_; }
  ChatWindow chat(std::int64_t id) { return {telegram_, id}; }

  /// A folder of its own with that many photos; another seed, other photos. Returns its path.
  std::string photos(const std::string& name, int count, int seed) const;
  /// The token of a new invitation.
  std::string invite();
  /// Runs it and expects success; returns what it printed. Throws std::runtime_error with what it
  /// said otherwise.
  std::string must_run(const std::vector<std::string>& words) const;
  /// Takes in what there is.
  void poll() const { must_run({"telegram", "poll", "--once"}); }
  /// Starts a poller and kills it with SIGKILL at a random moment of its work, or after it. True
  /// when it was still at it; what it held is over at once then.
  bool kill_poller(std::mt19937& random);
  /// What a killed process held is over at once: its messages can be tried again.
  void end_leases() const;

  sql::Result query(const std::string& sql, const std::vector<sql::Value>& values = {}) const;
  /// The first column as text, one line a row.
  std::vector<std::string> lines(const std::string& sql,
                                 const std::vector<sql::Value>& values = {}) const;
  std::int64_t number(const std::string& sql, const std::vector<sql::Value>& values = {}) const;
  /// How often the card of that post was accepted by Telegram.
  int cards_of(std::int64_t post) const;

 private:
  CliRunner cli_;
  TelegramSandbox telegram_;
  /// How long a poller takes that has nothing to take in.
  std::chrono::milliseconds unharmed_{};
};

}  // namespace igbot::test
