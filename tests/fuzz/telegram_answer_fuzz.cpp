// SPDX-License-Identifier: MIT
#include <chrono>
#include <variant>

#include "providers/telegram/bot_setup.hpp"
#include "providers/telegram/telegram_outcome.hpp"
#include "providers/telegram/telegram_updates.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/support/fake_http.hpp"

namespace igbot::fuzz {
namespace {

void check_outcome(const http::Response& response, const bot::SendOutcome& outcome) {
  const auto* sent = std::get_if<bot::Sent>(&outcome);
  require(sent == nullptr || number(sent->message) > 0, "a message without an id was sent");
  require(sent == nullptr || response.status < 500, "a failure of the server is a success");
  const auto* later = std::get_if<bot::RetryLater>(&outcome);
  require(later == nullptr || later->wait.count() >= 0, "a wait of less than nothing");
}

}  // namespace

/// Answers to every kind of call: only what proves it is a success.
void fuzz_telegram_answer(std::string_view input) {
  const http::Response response = answer_of(input);
  const TelegramMessageId id{7};
  const bot::OutgoingMessage message{.chat = TelegramChatId{-1001}, .html = "text"};
  attempt(input, [&] {
    check_outcome(response, telegram::outcome_of(response, bot::MediaKind::photo));
    check_outcome(response, telegram::edit_outcome_of(response, id, message));
    check_outcome(response, telegram::erase_outcome_of(response, id));
  });
  test::FakeHttp http([&](const http::Request&) { return response; });
  telegram::TelegramApi api(http, Secret("4242:fuzzed-token-of-nobody-0123456789"),
                            "https://api.example");
  attempt(input, [&] { require(api.identify().id > 0, "a bot without an id"); });
  attempt(input, [&] { telegram::BotSetup(api).has_webhook(); });
  telegram::TelegramUpdates updates(api, 4242);
  attempt(input, [&] { updates.fetch(1, std::chrono::seconds{0}); });
  attempt(input, [&] { updates.is_chat_admin(TelegramChatId{-1001}, TelegramUserId{5}); });
}

}  // namespace igbot::fuzz
