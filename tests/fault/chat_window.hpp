// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {

/// A chat of the sandbox as the people in it see and use it.
class ChatWindow {
 public:
  /// A button somebody can press.
  struct Button {
    std::int64_t message = 0;
    std::string label;
    std::string data;
  };
  /// A message that is there now.
  struct Seen {
    std::int64_t id = 0;
    bool is_of_bot = false;
    bool is_question = false;  ///< asks for a reply
    std::string text;          ///< or the caption
    std::vector<Button> buttons;
  };

  ChatWindow(TelegramSandbox& telegram, std::int64_t id) : telegram_(telegram), id_(id) {}

  std::int64_t id() const { return id_; }
  /// Everything that was not deleted, oldest first.
  std::vector<Seen> messages() const;
  /// The newest button whose label or data holds that text.
  std::optional<Button> find_button(const std::string& text) const;
  /// The newest question of the bot.
  std::optional<std::int64_t> find_question() const;
  /// Whether a message that is there now holds the text.
  bool shows(const std::string& text) const;

  std::int64_t write(const SandboxPerson& person, const std::string& text) const;
  /// Answers the newest question; throws std::runtime_error when there is none.
  std::int64_t reply(const SandboxPerson& person, const std::string& text) const;
  /// Presses the newest such button and returns the id of the query; throws std::runtime_error
  /// that shows the chat when there is none.
  std::string press(const SandboxPerson& person, const std::string& text) const;
  /// What the person who pressed was told; empty before that.
  std::string told(const std::string& query) const;
  /// The newest of it as text, for messages of failed tests.
  std::string transcript() const;

 private:
  TelegramSandbox& telegram_;
  std::int64_t id_;
};

}  // namespace igbot::test
