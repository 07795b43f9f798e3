// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/team_cli.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {

/// The team of TeamCli with a Telegram around it: a group -1001 that is set up, a group -1002 that
/// is not, and a private chat of Ben's. People write and tap as they would in the app; `poll` lets
/// the bot take it in.
class BotChat : public TeamCli {
 protected:
  BotChat();

  void write(const std::string& text, const SandboxPerson& who = k_anna, std::int64_t chat = -1001);
  /// Answers the last message of the bot that asks for a reply.
  void reply(const std::string& text, const SandboxPerson& who = k_anna, std::int64_t chat = -1001);
  /// Taps the newest button whose label begins so. Fails the test when no message has one.
  void tap(const std::string& label, const SandboxPerson& who = k_anna, std::int64_t chat = -1001);
  /// The same, then lets the bot take it in.
  void tap_now(const std::string& label, const SandboxPerson& who = k_anna,
               std::int64_t chat = -1001);
  void write_now(const std::string& text, const SandboxPerson& who = k_anna,
                 std::int64_t chat = -1001);
  void reply_now(const std::string& text, const SandboxPerson& who = k_anna,
                 std::int64_t chat = -1001);
  /// Runs the poller over what waits; {"updates", "refused"}.
  nlohmann::json poll();

  /// The newest message of the bot in that chat as it is now, text and buttons.
  std::string shown(std::int64_t chat = -1001) const;
  /// Everything the bot shows in that chat now, oldest first.
  std::vector<std::string> all_shown(std::int64_t chat = -1001) const;
  bool shows(const std::string& part, std::int64_t chat = -1001) const;
  /// What the person who tapped last was told.
  std::string told() const;
  /// Every call the sandbox refused.
  std::vector<std::string> refused_calls() const;

  TelegramSandbox telegram;

 private:
  std::vector<SandboxMessage> messages(std::int64_t chat) const;
  std::string last_query_;
};

}  // namespace igbot::test
