// SPDX-License-Identifier: MIT
#include <variant>

#include "providers/telegram/telegram_updates.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// Every update that is understood is about a chat and a message that can be.
void fuzz_telegram_updates(std::string_view input) {
  const auto updates = telegram::parse_updates(input, {.id = 4242, .username = "igbot_test_bot"});
  if (!updates) return;
  for (const bot::Update& update : *updates) {
    if (const auto* message = std::get_if<bot::IncomingMessage>(&update.what)) {
      require(number(message->chat.id) != 0, "a message of no chat");
      require(!message->from || number(message->from->id) != 0, "a message of nobody");
    }
    if (const auto* press = std::get_if<bot::Press>(&update.what)) {
      require(!press->id.empty(), "a press that cannot be answered");
      require(number(press->from.id) != 0, "a press of nobody");
    }
  }
}

}  // namespace igbot::fuzz
