// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>
#include <httplib.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/page/browser.hpp"
#include "tests/support/graph_api.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {

/// A team's group open in a browser as Anna sees it, and a bot that talks to the sandbox over HTTP
/// as the product does.
class ChatPage : public testing::Test {
 protected:
  ChatPage();

  /// A call of the bot that must be accepted; its result.
  nlohmann::json bot(const std::string& method,
                     const std::map<std::string, std::string>& parameters);
  /// The same about the team's chat.
  nlohmann::json bot_here(const std::string& method, std::map<std::string, std::string> parameters);
  std::int64_t send_text(const std::string& html, const std::string& markup = {});
  std::int64_t send_photo(const std::string& html, const std::string& markup = {});
  /// The next update, once there is one.
  nlohmann::json next_update();

  /// Writes a line into the box and sends it with the Enter key.
  void say(const std::string& text);
  void act_as(const SandboxPerson& person);
  bool shows(const std::string& expression) { return browser_.wait_for(expression); }
  /// An expression for what is inside the message.
  static std::string in_message(std::int64_t id, const std::string& selector);
  static std::string selector_of(std::int64_t id, const std::string& inside);

  GraphApi graph_;
  TelegramSandbox sandbox_;
  httplib::Client client_;
  /// One for all tests of the process. Every sandbox has a port of its own, so that for a browser
  /// each is another site.
  Browser& browser_;
  std::int64_t next_offset_ = 0;
};

}  // namespace igbot::test
