// SPDX-License-Identifier: MIT
#include "core/log/log.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/http/logged_http.hpp"
#include "tests/support/fake_clock.hpp"

namespace igbot::log {
namespace {

constexpr Timestamp k_at = from_millis(1'795'686'601'000);  // 2026-11-26T09:50:01Z

Line posted() {
  return {Level::info,
          "post.published",
          "publishing -> posted",
          {{"chat", std::int64_t{-1001}}, {"actor", std::string("worker:host")}}};
}

TEST(Log, ATextLineHasTimeLevelEventAndFields) {
  EXPECT_EQ(formatted(posted(), {}, k_at, "k3x9"),
            "2026-11-26T09:50:01Z info post.published run=k3x9 chat=-1001 actor=worker:host: "
            "publishing -> posted");
}

TEST(Log, AJsonLineHasTheSameAsOneObject) {
  const auto document = nlohmann::json::parse(formatted(posted(), {.json = true}, k_at, "k3x9"));
  EXPECT_EQ(document, nlohmann::json({{"time", "2026-11-26T09:50:01Z"},
                                      {"level", "info"},
                                      {"event", "post.published"},
                                      {"message", "publishing -> posted"},
                                      {"run", "k3x9"},
                                      {"chat", -1001},
                                      {"actor", "worker:host"}}));
}

TEST(Log, ForTheJournalALineBeginsWithItsPriorityAndHasNoTime) {
  for (const auto& [level, priority] :
       std::vector<std::pair<Level, std::string>>{{Level::error, "<3>"},
                                                  {Level::warning, "<4>"},
                                                  {Level::info, "<6>"},
                                                  {Level::debug, "<7>"}}) {
    EXPECT_EQ(formatted({level, "failed"}, {.journal = true}, k_at, "k3x9"),
              priority + "failed run=k3x9");
  }
}

TEST(Log, NothingOfAValueCanForgeALineOrAField) {
  const Line line{Level::info, "setting.set", "a\nb", {{"id", std::string("x\ny z=\"1\"")}}};
  EXPECT_EQ(formatted(line, {.journal = true}, k_at, "r"),
            "<6>setting.set run=r id=\"x y z=\\\"1\\\"\": a b");
  EXPECT_EQ(formatted(line, {.json = true}, k_at, "r").find('\n'), std::string::npos);
}

TEST(Log, SecretsAreRedactedInMessageAndFields) {
  const std::string token = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456";
  const Line line{
      Level::error, "failed", "sent to bot" + token, {{"url", "https://x/bot" + token}}};
  for (const Style style : {Style{}, Style{.json = true}, Style{.journal = true}}) {
    EXPECT_EQ(formatted(line, style, k_at, "r").find(token), std::string::npos);
  }
}

TEST(Log, WhatComesFromOutsideIsCutBetweenCharacters) {
  std::string flood = "x";
  for (int i = 0; i < 5000; ++i) flood += "ä";
  const std::string text = formatted({Level::info, "e", flood}, {.json = true}, k_at, "r");
  EXPECT_LT(text.size(), 2200U);
  EXPECT_EQ(text.find("\uFFFD"), std::string::npos);
}

TEST(Log, WritesUpToItsLevelOnly) {
  test::FakeClock clock;
  std::vector<std::string> lines;
  Log log(clock, Level::warning, {.journal = true}, "r",
          [&](const std::string& line) { lines.push_back(line); });
  log.add({Level::info, "quiet"});
  EXPECT_FALSE(log.has_told_work());
  log.add({Level::warning, "loud"});
  EXPECT_EQ(lines, std::vector<std::string>{"<4>loud run=r"});
  EXPECT_TRUE(log.has_told_work());
}

TEST(Log, OneWithoutAPlaceToWriteWritesNothing) {
  test::FakeClock clock;
  Log log(clock, Level::debug, {}, "r", {});
  log.add({Level::error, "failed"});
  EXPECT_FALSE(log.writes(Level::error));
  EXPECT_FALSE(log.has_told_work());
}

TEST(Log, EveryRunHasAnotherId) {
  const std::string id = new_run_id();
  EXPECT_EQ(id.size(), 10U);
  EXPECT_NE(id, new_run_id());
}

class Answering final : public http::HttpClient {
 public:
  http::Response send(const http::Request&) override {
    if (fails) throw http::TransportError(http::Delivery::not_sent, "refused");
    return {.status = 429};
  }
  bool fails = false;
};

TEST(LoggedHttp, TellsMethodAddressAndStatusWithoutTheQuery) {
  test::FakeClock clock;
  std::vector<std::string> lines;
  Log log(clock, Level::debug, {.journal = true}, "r",
          [&](const std::string& line) { lines.push_back(line); });
  Answering inner;
  http::LoggedHttp http(inner, log, clock);
  http.send({.method = "POST", .url = "https://graph.example/v1/media?access_token=abc"});
  inner.fails = true;
  EXPECT_THROW(http.send({.url = "https://graph.example/v1/media"}), http::TransportError);
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "<7>http.answer run=r method=POST url=https://graph.example/v1/media "
                       "status=429 ms=0",
                       "<7>http.no_answer run=r method=GET url=https://graph.example/v1/media "
                       "why=refused ms=0"}));
}

}  // namespace
}  // namespace igbot::log
