// SPDX-License-Identifier: MIT
#include "cli/log_lines.hpp"

#include <gtest/gtest.h>

namespace igbot::cli {
namespace {

using log::Level;

log::Line line_of(AuditEntry entry) {
  return log_line_of(Change{{"worker:host", "worker"}, TelegramChatId{-1001}, std::move(entry)});
}

Level level_of_post_that_became(const char* state, std::optional<std::string> reason = {}) {
  return line_of({.entity = "post",
                  .entity_id = "17",
                  .action = "verb",
                  .before = "planned",
                  .after = state,
                  .reason = std::move(reason)})
      .level;
}

TEST(LogLines, AChangeTellsWhatWhoseAndByWhom) {
  const log::Line line = line_of({.entity = "post",
                                  .entity_id = "17",
                                  .action = "card's answer lost",
                                  .before = "sending",
                                  .after = "unknown",
                                  .reason = "no answer"});
  EXPECT_EQ(log::formatted(line, {.journal = true}, {}, "r"),
            "<4>post.card_s_answer_lost run=r chat=-1001 id=17 actor=worker:host: "
            "sending -> unknown; no answer");
}

TEST(LogLines, AChangeOfTheInstallationNamesNoChat) {
  const log::Line line =
      log_line_of(Change{{"cli:anna", "anna"},
                         std::nullopt,
                         {.entity = "key", .entity_id = "*", .action = "rotated"}});
  EXPECT_EQ(log::formatted(line, {.journal = true}, {}, "r"),
            "<6>key.rotated run=r id=* actor=cli:anna");
}

TEST(LogLines, APostThatRestsIsToldAndOneThatPassesOnIsForDebugging) {
  for (const char* state : {"awaiting", "posted", "dry_run", "skipped", "planned", "approved"}) {
    EXPECT_EQ(level_of_post_that_became(state), Level::info) << state;
  }
  for (const char* state : {"claimed", "sending", "preparing", "prepared", "publishing"}) {
    EXPECT_EQ(level_of_post_that_became(state), Level::debug) << state;
  }
}

TEST(LogLines, WhatWentWrongWithAPostIsAWarningOrAnError) {
  EXPECT_EQ(level_of_post_that_became("failed"), Level::error);
  EXPECT_EQ(level_of_post_that_became("unknown"), Level::warning);
  EXPECT_EQ(level_of_post_that_became("missed"), Level::warning);
  EXPECT_EQ(level_of_post_that_became("preparing", "instagram is busy"), Level::warning);
}

TEST(LogLines, TheItemsOfASyncAreForDebuggingAndItsCountsAreTold) {
  EXPECT_EQ(line_of({.entity = "media", .entity_id = "1", .action = "moved"}).level, Level::debug);
  EXPECT_EQ(line_of({.entity = "source", .entity_id = "1", .action = "synced"}).level, Level::info);
}

TEST(LogLines, AFailureIsAWarningOnlyWhereTryingAgainHelps) {
  EXPECT_EQ(log_line_of(Error(ErrorKind::temporary, "busy")).level, Level::warning);
  const log::Line line = log_line_of(Error(ErrorKind::auth, "token refused: team", "igbotctl x"));
  EXPECT_EQ(log::formatted(line, {.journal = true}, {}, "r"),
            "<3>failed run=r exit_code=4 hint=\"igbotctl x\": token refused: team");
}

}  // namespace
}  // namespace igbot::cli
