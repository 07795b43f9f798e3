// SPDX-License-Identifier: MIT
#include "core/health/metrics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace igbot::health {
namespace {

constexpr Timestamp k_looked_at{std::chrono::milliseconds{1795687735412}};

Health one_chat() {
  Health health{.now = k_looked_at, .installation = {}, .has_chats = true, .chats = {}};
  health.installation.database = DatabaseHealth{.file = "/db", .schema = 2, .bytes = 4096};
  health.installation.disks = {{.what = "database", .path = "/var", .free_bytes = 5}};
  health.installation.clock_ahead = std::chrono::milliseconds{1500};
  health.installation.workers = {
      {.name = "media sync --all-chats", .last_success_at = k_looked_at}};
  ChatHealth chat;
  chat.chat = {ChatKey{1}, TelegramChatId{-1001}, {}, "say \"hi\"\\\nnow", ChatState::active};
  chat.posts = {{"posted", 7}, {"dry_run", 1}};
  chat.overdue = {1, k_looked_at - std::chrono::seconds{90}};
  chat.next_post_at = k_looked_at;
  chat.last_success_at = k_looked_at;
  chat.accounts = {{.account = {.username = "brand"}, .expires_at = k_looked_at}};
  chat.source = SourceHealth{.where = "/srv", .last_complete_at = k_looked_at};
  chat.runway = {{{"memes", 12}}, 12};
  health.chats = {chat};
  return health;
}

std::string text_of(const Health& health, const std::vector<Finding>& findings = {}) {
  return prometheus_text(samples_of(health, findings, "1.2.3"));
}

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

TEST(Metrics, EveryOneHasHelpAndTypeAndIsWritten) {
  const auto samples = samples_of(one_chat(), {{.check = "disk", .message = "x"}}, "1.2.3");
  const std::string text = prometheus_text(samples);
  std::set<std::string> written;
  for (const Sample& sample : samples) written.insert(sample.metric);
  for (const Metric& metric : metrics()) {
    EXPECT_TRUE(written.contains(metric.name)) << metric.name;
    EXPECT_TRUE(has_line(text, std::string("# HELP ") + metric.name + " " + metric.help));
    EXPECT_TRUE(has_line(text, std::string("# TYPE ") + metric.name + " gauge"));
    written.erase(metric.name);
  }
  EXPECT_TRUE(written.empty()) << *written.begin() << " has no help";
}

TEST(Metrics, FiguresAreInBaseUnits) {
  const std::string text = text_of(one_chat());
  EXPECT_TRUE(has_line(text, R"(igbotctl_build_info{version="1.2.3"} 1)"));
  EXPECT_TRUE(has_line(text, "igbotctl_observed_timestamp_seconds 1795687735.412")) << text;
  EXPECT_TRUE(has_line(text, "igbotctl_clock_ahead_seconds 1.5"));
  EXPECT_TRUE(has_line(text, R"(igbotctl_oldest_overdue_post_seconds{chat_id="-1001"} 90)"));
  EXPECT_TRUE(has_line(text, R"(igbotctl_posts{chat_id="-1001",state="posted"} 7)"));
  EXPECT_TRUE(has_line(text, R"(igbotctl_posts{chat_id="-1001",state="unknown"} 0)"));
  EXPECT_TRUE(has_line(
      text,
      R"(igbotctl_worker_last_success_timestamp_seconds{worker="media_sync"} 1795687735.412)"));
  EXPECT_TRUE(has_line(
      text, R"(igbotctl_category_runway_seconds{chat_id="-1001",category="memes"} 1036800)"));
}

TEST(Metrics, NamesOfStrangersEndNeitherLabelNorLine) {
  EXPECT_TRUE(
      has_line(text_of(one_chat()),
               R"(igbotctl_chat_info{chat_id="-1001",name="say \"hi\"\\\nnow",state="active"} 1)"));
}

TEST(Metrics, OfSeveralFindingsOfACheckTheWorstCounts) {
  const std::string text = text_of(
      one_chat(),
      {{.check = "token", .grade = Grade::failure, .chat = TelegramChatId{-1001}, .message = "a"},
       {.check = "token", .grade = Grade::warning, .chat = TelegramChatId{-1001}, .message = "b"},
       {.check = "disk", .message = "c"}});
  EXPECT_TRUE(has_line(text, R"(igbotctl_check_status{check="token",chat_id="-1001"} 2)"));
  EXPECT_TRUE(has_line(text, R"(igbotctl_check_status{check="disk",chat_id=""} 0)"));
}

TEST(Metrics, WhatIsNotKnownIsLeftOut) {
  Health health = one_chat();
  health.installation.clock_ahead.reset();
  health.chats[0].next_post_at.reset();
  const auto samples = samples_of(health, {}, "1.2.3");
  EXPECT_TRUE(std::none_of(samples.begin(), samples.end(), [](const Sample& sample) {
    return sample.metric == "igbotctl_clock_ahead_seconds" ||
           sample.metric == "igbotctl_next_post_timestamp_seconds";
  }));
}

}  // namespace
}  // namespace igbot::health
