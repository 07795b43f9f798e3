// SPDX-License-Identifier: MIT
#include "providers/telegram/telegram_outcome.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/error.hpp"

namespace igbot::telegram {
namespace {

using bot::MediaKind;

http::Response json_response(int status, const std::string& body) {
  return {status, {{"Content-Type", "application/json"}}, body};
}

http::Response error_response(int code, const std::string& description,
                              const std::string& more = "") {
  return json_response(code, R"({"ok":false,"error_code":)" + std::to_string(code) +
                                 R"(,"description":")" + description + R"(")" + more + "}");
}

/// The outcome in words, for a table.
std::string in_words(const bot::SendOutcome& outcome) {
  struct {
    std::string operator()(const bot::Sent& sent) {
      return "sent " + std::to_string(number(sent.message));
    }
    std::string operator()(const bot::RetryLater& later) {
      return "later " + std::to_string(later.wait.count());
    }
    std::string operator()(const bot::Unreachable&) { return "unreachable"; }
    std::string operator()(const bot::Migrated& moved) {
      return "migrated " + std::to_string(number(moved.to));
    }
    std::string operator()(const bot::Refused&) { return "refused"; }
    std::string operator()(const bot::NotSent&) { return "not sent"; }
    std::string operator()(const bot::Uncertain&) { return "uncertain"; }
  } words;
  return std::visit(words, outcome);
}

struct OutcomeCase {
  http::Response response;
  std::string outcome;
};

TEST(TelegramOutcome, EveryAnswerHasItsMeaning) {
  const std::string sent = R"({"ok":true,"result":{"message_id":42,"date":1}})";
  http::Response with_header = error_response(429, "Too Many Requests");
  with_header.headers.push_back({"Retry-After", "9"});
  const std::vector<OutcomeCase> cases{
      {json_response(200, sent), "sent 42"},
      {error_response(429, "Too Many Requests: retry after 7",
                      R"(,"parameters":{"retry_after":7})"),
       "later 7"},
      {with_header, "later 9"},
      {error_response(429, "Too Many Requests"), "later 30"},
      {error_response(429, "Too Many Requests", R"(,"parameters":{"retry_after":-5})"), "later 30"},
      {error_response(403, "Forbidden: bot was kicked from the supergroup chat"), "unreachable"},
      {error_response(403, "Forbidden: bot was blocked by the user"), "unreachable"},
      {error_response(400, "Bad Request: chat not found"), "unreachable"},
      {error_response(400, "Bad Request: PEER_ID_INVALID"), "unreachable"},
      {error_response(400, "Bad Request: bot was kicked from the group chat"), "unreachable"},
      {error_response(400, "Bad Request: group chat was upgraded to a supergroup chat",
                      R"(,"parameters":{"migrate_to_chat_id":-1009007199254740})"),
       "migrated -1009007199254740"},
      {error_response(400, "Bad Request: can't parse entities: x"), "refused"},
      {error_response(400, "Bad Request: BUTTON_DATA_INVALID"), "refused"},
      {error_response(413, "Request Entity Too Large"), "refused"},
      {error_response(404, "Not Found: method not found"), "refused"},
      {error_response(500, "Internal Server Error"), "uncertain"},
      {error_response(502, "Bad Gateway"), "uncertain"},
      {error_response(302, "Found"), "uncertain"},
      {json_response(500, sent), "uncertain"},
      {json_response(200, sent.substr(0, 20)), "uncertain"},
      {json_response(200, ""), "uncertain"},
      {json_response(200, "[]"), "uncertain"},
      {json_response(200, R"({"ok":"true","result":{"message_id":1}})"), "uncertain"},
      {json_response(200, R"({"ok":true,"result":{"date":1}})"), "uncertain"},
      {json_response(200, R"({"ok":true,"result":{"message_id":"42"}})"), "uncertain"},
      {json_response(200, R"({"ok":true,"result":{"message_id":0}})"), "uncertain"},
      {json_response(200, R"({"ok":true,"result":true})"), "uncertain"},
      {json_response(200, R"({"ok":true})"), "uncertain"},
      {json_response(400, R"({"ok":false,"description":"x"})"), "uncertain"},
      {json_response(400, R"({"ok":false,"error_code":400})"), "uncertain"},
      {error_response(429, "Too Many Requests", R"(,"parameters":[1])"), "later 30"},
      {error_response(429, "Too Many Requests", R"(,"parameters":{"retry_after":"7"})"),
       "later 30"},
      {{200, {{"Content-Type", "text/html"}}, sent}, "uncertain"},
      {{200, {}, sent}, "uncertain"},
      {{502, {{"Content-Type", "text/html"}}, "<html>"}, "uncertain"},
      {{403, {{"Content-Type", "text/html"}}, "<html>"}, "uncertain"},
      {{302, {{"Location", "https://x"}}, ""}, "uncertain"},
  };
  for (const OutcomeCase& each : cases) {
    EXPECT_EQ(in_words(outcome_of(each.response, MediaKind::photo)), each.outcome)
        << each.response.status << " " << each.response.body;
  }
}

TEST(TelegramOutcome, ATokenThatAnAnswerQuotesIsNotPassedOn) {
  const auto outcome = outcome_of(
      error_response(400,
                     "Bad Request: /bot123456789:AAsandboxTokenOnlyForLoopback_0123/sendPhoto"),
      MediaKind::photo);
  EXPECT_EQ(std::get<bot::Refused>(outcome).why, "Bad Request: /bot[redacted]/sendPhoto");
}

TEST(TelegramOutcome, NoPartOfAnAnswerCountsAsTheWhole) {
  const std::string sent = R"({"ok":true,"result":{"message_id":42,"chat":{"id":-1}}})";
  const std::string refused = error_response(400, "Bad Request: x").body;
  for (const std::string& whole : {sent, refused}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto outcome = outcome_of(json_response(200, whole.substr(0, size)), MediaKind::none);
      EXPECT_EQ(in_words(outcome), "uncertain") << whole.substr(0, size);
    }
  }
}

TEST(TelegramOutcome, DeeplyNestedAnswersAreSurvived) {
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  for (const char* name : {"ok", "result", "description", "parameters"}) {
    const std::string body = R"({"ok":true,")" + std::string(name) + R"(":)" + deep + "}";
    EXPECT_EQ(in_words(outcome_of(json_response(200, body), MediaKind::none)), "uncertain");
  }
}

TEST(TelegramOutcome, SentRemembersWhatItWentAs) {
  const auto response = json_response(200, R"({"ok":true,"result":{"message_id":42}})");
  EXPECT_EQ(std::get<bot::Sent>(outcome_of(response, MediaKind::document)).sent_as,
            MediaKind::document);
}

TEST(TelegramOutcome, ARefusedTokenIsAnAuthErrorWithAHint) {
  for (const http::Response& response :
       {error_response(401, "Unauthorized"), error_response(404, "Not Found"),
        error_response(421, "Misdirected Request: unallowed token specified")}) {
    try {
      outcome_of(response, MediaKind::none);
      FAIL() << response.body;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::auth);
      EXPECT_STREQ(error.what(), "telegram refused the bot token");
      EXPECT_NE(error.hint().find("IGBOTCTL_TELEGRAM_BOT_TOKEN"), std::string::npos);
    }
    EXPECT_THROW(throw_if_token_refused(response), Error);
  }
}

TEST(TelegramOutcome, OnlyWhatNeverLeftIsNotSent) {
  EXPECT_EQ(in_words(outcome_of(http::TransportError(http::Delivery::not_sent, "x"))), "not sent");
  EXPECT_EQ(in_words(outcome_of(http::TransportError(http::Delivery::maybe_sent, "x"))),
            "uncertain");
}

TEST(TelegramOutcome, AnEditWithNothingLeftToDoIsDone) {
  const bot::OutgoingMessage message{.media = MediaKind::photo};
  const auto edited = [&](const std::string& description) {
    return in_words(
        edit_outcome_of(error_response(400, description), TelegramMessageId{7}, message));
  };
  EXPECT_EQ(edited("Bad Request: message is not modified: specified new message content"),
            "sent 7");
  EXPECT_EQ(edited("Bad Request: message to edit not found"), "sent 7");
  EXPECT_EQ(edited("Bad Request: message can't be edited"), "refused");
  EXPECT_EQ(edited("Bad Request: chat not found"), "unreachable");
}

TEST(TelegramOutcome, RefusalsOfTheFileAreToldFromThoseOfTheMessage) {
  for (const char* why : {"Bad Request: PHOTO_INVALID_DIMENSIONS",
                          "Bad Request: IMAGE_PROCESS_FAILED", "Bad Request: file is too big",
                          "Bad Request: PHOTO_SAVE_FILE_INVALID", "Request Entity Too Large"}) {
    EXPECT_TRUE(is_about_the_file(why)) << why;
  }
  for (const char* why : {"Bad Request: BUTTON_DATA_INVALID", "Bad Request: message is too long",
                          "Bad Request: can't parse entities: x"}) {
    EXPECT_FALSE(is_about_the_file(why)) << why;
  }
}

}  // namespace
}  // namespace igbot::telegram
