// SPDX-License-Identifier: MIT
#include "core/health/chat_checks.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace igbot::health {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr Timestamp k_judged_at{std::chrono::milliseconds{1795687735000}};

/// A chat with which all is well.
ChatHealth healthy_chat() {
  ChatHealth health;
  health.chat = {ChatKey{1}, TelegramChatId{-1001}, {}, "Team", ChatState::active};
  health.settings.enable_instagram_api = true;
  health.accounts = {{.account = {.id = AccountId{1}, .instagram_id = "1", .username = "brand"},
                      .in_use = true,
                      .expires_at = k_judged_at + days{30}}};
  health.source = SourceHealth{.type = SourceType::local,
                               .where = "/srv/photos",
                               .must_be_connected_again = false,
                               .last_complete_at = k_judged_at - hours{1}};
  health.runway = {{{"memes", 40}}, 40};
  health.planned_soon = 3;
  return health;
}

struct ChatFault {
  const char* name;
  std::function<void(ChatHealth&)> spoil;
  const char* check;
  Grade grade;
  const char* message;  ///< a part of it
  const char* fix;      ///< a part of it
};

const std::vector<ChatFault> k_chat_faults{
    {"the bot was removed",
     [](ChatHealth& h) {
       h.chat.state = ChatState::unreachable;
       h.conditions = {
           {ChatKey{1}, "unreachable", "", "the bot was kicked", k_judged_at - hours{1}}};
     },
     "reachable", Grade::failure, "the bot was kicked", "add the bot to the chat again"},
    {"a post is overdue",
     [](ChatHealth& h) {
       h.overdue = {2, k_judged_at - minutes{20}};
     },
     "overdue", Grade::warning, "2 posts are overdue, the oldest was due 20m ago",
     "post run --explain"},
    {"a post is long overdue",
     [](ChatHealth& h) {
       h.overdue = {1, k_judged_at - hours{3}};
     },
     "overdue", Grade::failure, "1 post is overdue", "--chat -1001"},
    {"a post is stuck on the way",
     [](ChatHealth& h) {
       h.under_way = {1, k_judged_at - minutes{30}};
     },
     "overdue", Grade::warning, "late on the way", "post run --explain"},
    {"a post is unknown",
     [](ChatHealth& h) {
       h.posts["unknown"] = 1;
       h.first_unknown = PostId{17};
     },
     "unknown", Grade::failure, "nobody knows whether 1 post went out", "post resolve 17"},
    {"posts failed", [](ChatHealth& h) { h.failed_last_day = 2; }, "failed", Grade::warning,
     "2 posts failed", "post list --status failed"},
    {"the token is dead", [](ChatHealth& h) { h.accounts[0].account.state = AccountState::dead; },
     "token", Grade::failure, "@brand does not work",
     "account connect --login instagram --chat -1001"},
    {"the token of an account nobody uses is dead",
     [](ChatHealth& h) {
       h.accounts.push_back({.account = {.id = AccountId{2},
                                         .instagram_id = "2",
                                         .username = "old",
                                         .state = AccountState::dead}});
     },
     "token", Grade::warning, "@old", "account connect"},
    {"the token has expired", [](ChatHealth& h) { h.accounts[0].expires_at = k_judged_at; },
     "token", Grade::failure, "has expired", "account connect"},
    {"the token ends soon", [](ChatHealth& h) { h.accounts[0].expires_at = k_judged_at + days{6}; },
     "token", Grade::warning, "ends in 6d", "account refresh brand"},
    {"no account is used", [](ChatHealth& h) { h.accounts[0].in_use = false; }, "account",
     Grade::failure, "uses no account", "account use"},
    {"there is no account", [](ChatHealth& h) { h.accounts.clear(); }, "account", Grade::failure,
     "uses no account", "account add --token-stdin"},
    {"there is no source", [](ChatHealth& h) { h.source.reset(); }, "source", Grade::warning,
     "no media source", "source connect"},
    {"the source's secret was erased",
     [](ChatHealth& h) { h.source->must_be_connected_again = true; }, "source", Grade::failure,
     "must be connected again", "source connect"},
    {"the source was never read", [](ChatHealth& h) { h.source->last_complete_at.reset(); },
     "source", Grade::warning, "never read", "media sync"},
    {"the source was not read for hours",
     [](ChatHealth& h) { h.source->last_complete_at = k_judged_at - hours{5}; }, "source",
     Grade::warning, "last read to its end 5h ago: /srv/photos", "media sync --all-chats"},
    {"the source was not read for days",
     [](ChatHealth& h) { h.source->last_complete_at = k_judged_at - days{2}; }, "source",
     Grade::failure, "2d ago", "source test"},
    {"the source cannot be read",
     [](ChatHealth& h) {
       h.conditions = {{ChatKey{1}, "media_sync", "", "folder is gone", k_judged_at - hours{2}}};
     },
     "source", Grade::failure, "folder is gone, for 2h", "source test"},
    {"a file cannot be brought",
     [](ChatHealth& h) {
       h.conditions = {{ChatKey{1}, "media_source", "", "drive says no", k_judged_at - minutes{5}}};
     },
     "source", Grade::failure, "drive says no", "source test"},
    {"nothing is left",
     [](ChatHealth& h) {
       h.runway = {{{"memes", 0}}, 0};
     },
     "runway", Grade::failure, "nothing is left to post", "add files"},
    {"little is left",
     [](ChatHealth& h) {
       h.runway = {{{"memes", 2}}, 2};
     },
     "runway", Grade::warning, "last for 2 days", "media categories"},
    {"a category runs dry",
     [](ChatHealth& h) {
       h.runway = {{{"memes", 2}, {"merch", 90}}, 90};
     },
     "runway", Grade::warning, "memes 2d", "media sync"},
    {"nothing is planned", [](ChatHealth& h) { h.planned_soon = 0; }, "plan", Grade::warning,
     "nothing is planned for the next 36 hours", "schedule create"},
    {"messages wait",
     [](ChatHealth& h) {
       h.outbox = {3, k_judged_at - minutes{20}};
     },
     "messages", Grade::warning, "3 messages have not reached Telegram", "post run -v"},
    {"messages wait for long",
     [](ChatHealth& h) {
       h.outbox = {1, k_judged_at - hours{2}};
     },
     "messages", Grade::failure, "1 message has", "post run -v"},
    {"anybody may decide", [](ChatHealth& h) { h.chat.username = "open_team"; }, "access",
     Grade::warning, "@open_team", "access_policy roles"},
    {"the quota is used up",
     [](ChatHealth& h) {
       h.conditions = {
           {ChatKey{1}, "instagram_quota", "", "100 of 100 used", k_judged_at - hours{1}}};
     },
     "condition", Grade::warning, "100 of 100 used, for 1h", "post run --explain"},
    {"a run fails",
     [](ChatHealth& h) {
       h.conditions = {{ChatKey{1}, "run", "", "no such zone", k_judged_at - hours{1}}};
     },
     "condition", Grade::failure, "no such zone", "post run --explain"}};

TEST(ChatChecks, FindNothingInAChatThatIsWell) {
  EXPECT_TRUE(judge_chat(healthy_chat(), true, k_judged_at).empty());
}

TEST(ChatChecks, FindEachFaultAloneWithItsFix) {
  for (const ChatFault& each : k_chat_faults) {
    ChatHealth health = healthy_chat();
    each.spoil(health);
    const auto findings = judge_chat(health, true, k_judged_at);
    ASSERT_EQ(findings.size(), 1u) << each.name;
    EXPECT_EQ(findings[0].check, each.check) << each.name;
    EXPECT_EQ(findings[0].grade, each.grade) << each.name;
    EXPECT_EQ(findings[0].chat, TelegramChatId{-1001}) << each.name;
    EXPECT_NE(findings[0].message.find(each.message), std::string::npos)
        << each.name << ": " << findings[0].message;
    EXPECT_NE(findings[0].fix.find(each.fix), std::string::npos)
        << each.name << ": " << findings[0].fix;
  }
}

TEST(ChatChecks, PublishingNeedsAPlaceToPublishFrom) {
  const auto findings = judge_chat(healthy_chat(), false, k_judged_at);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].check, "account");
  EXPECT_NE(findings[0].fix.find("staging"), std::string::npos);
  ChatHealth by_hand = healthy_chat();
  by_hand.settings.enable_instagram_api = false;
  by_hand.accounts.clear();
  EXPECT_TRUE(judge_chat(by_hand, false, k_judged_at).empty());
}

TEST(ChatChecks, APauseIsNoFault) {
  ChatHealth health = healthy_chat();
  health.settings.is_paused = true;
  health.overdue = {5, k_judged_at - days{2}};
  health.planned_soon = 0;
  EXPECT_TRUE(judge_chat(health, true, k_judged_at).empty());
  health.settings.paused_until = k_judged_at - minutes{1};
  EXPECT_EQ(judge_chat(health, true, k_judged_at).size(), 2u);
}

TEST(ChatChecks, ASourceThatIsNotReadByItselfIsNotLate) {
  ChatHealth health = healthy_chat();
  health.settings.media_sync_enabled = false;
  health.source->last_complete_at = k_judged_at - days{100};
  EXPECT_TRUE(judge_chat(health, true, k_judged_at).empty());
}

TEST(ChatChecks, ATokenThatNothingNeedsIsNoFailure) {
  ChatHealth health = healthy_chat();
  health.settings.enable_instagram_api = false;
  health.accounts[0].account.state = AccountState::dead;
  const auto findings = judge_chat(health, true, k_judged_at);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].grade, Grade::warning);
}

TEST(ChatChecks, ASourceThatWasReadSinceIsWell) {
  ChatHealth health = healthy_chat();
  health.conditions = {{ChatKey{1}, "media_source", "", "drive says no", k_judged_at - hours{2}}};
  health.source->last_complete_at = k_judged_at - hours{1};
  EXPECT_TRUE(judge_chat(health, true, k_judged_at).empty());
  health.conditions = {{ChatKey{1}, "media_sync", "", "no folder", k_judged_at - hours{2}}};
  EXPECT_EQ(judge_chat(health, true, k_judged_at).size(), 1u);
  health.settings.media_sync_enabled = false;
  EXPECT_TRUE(judge_chat(health, true, k_judged_at).empty());
}

TEST(ChatChecks, AnUnreachableChatIsToldOnce) {
  ChatHealth health = healthy_chat();
  health.chat.state = ChatState::unreachable;
  health.overdue = {3, k_judged_at - hours{30}};
  health.source->last_complete_at = k_judged_at - days{9};
  EXPECT_EQ(judge_chat(health, true, k_judged_at).size(), 1u);
}

TEST(ChatChecks, APlanThatEndsIsToldBeforeItIsEmpty) {
  ChatHealth health = healthy_chat();
  health.planned_soon = 1;
  health.conditions = {
      {ChatKey{1}, "plan_ends", "", "less than 24 hours are planned", k_judged_at - hours{1}}};
  const auto findings = judge_chat(health, true, k_judged_at);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].check, "plan");
}

TEST(ChatChecks, WhatAnotherCheckTellsIsToldOnce) {
  ChatHealth health = healthy_chat();
  health.accounts[0].account.state = AccountState::dead;
  health.conditions = {
      {ChatKey{1}, k_token_dead, "1", "the token is dead", k_judged_at - hours{1}}};
  EXPECT_EQ(judge_chat(health, true, k_judged_at).size(), 1u);
}

}  // namespace
}  // namespace igbot::health
