// SPDX-License-Identifier: MIT
#include "core/bot/wizard/init_pages.hpp"

#include <gtest/gtest.h>

#include "core/bot/callback.hpp"
#include "tests/support/telegram_rules.hpp"

namespace igbot::bot {
namespace {

constexpr InitStep k_every_step[] = {InitStep::mode,   InitStep::live,    InitStep::account,
                                     InitStep::source, InitStep::looking, InitStep::daily,
                                     InitStep::hours,  InitStep::zone,    InitStep::summary};

InitView new_chat() {
  InitView view{.chat_name = "Team <&>", .user_name = "Anna", .present = {}};
  for (const Setting& setting : all_settings()) {
    view.present[std::string(setting.key)] = setting.built_in();
  }
  view.roots = {"/srv/photos"};
  return view;
}

bool offers(const MenuPage& page, const std::string& data) {
  for (const auto& row : page.keyboard) {
    for (const Button& button : row) {
      if (button.callback_data == data) return true;
    }
  }
  return false;
}

TEST(InitPages, EveryPageKeepsToTelegramsLimitsAndHasAWayOut) {
  for (const InitStep step : k_every_step) {
    const MenuPage page = init_page(new_chat(), {}, step);
    EXPECT_EQ(test::parse_telegram_html(page.html).problem, "") << page.html;
    EXPECT_TRUE(offers(page, "v1:init::cancel")) << to_string(step);
    for (const auto& row : page.keyboard) {
      for (const Button& button : row) EXPECT_TRUE(parse_callback(button.callback_data));
    }
  }
}

TEST(InitPages, BackNamesWhereItLeads) {
  EXPECT_TRUE(offers(init_page(new_chat(), {}, InitStep::hours), "v1:init::back.daily"));
  EXPECT_TRUE(offers(init_page(new_chat(), {}, InitStep::looking), "v1:init::back.account"));
  EXPECT_FALSE(offers(init_page(new_chat(), {}, InitStep::mode), "v1:init::back.mode"));
}

TEST(InitPages, LiveIsAskedTwice) {
  EXPECT_FALSE(offers(init_page(new_chat(), {}, InitStep::mode), "v1:init::mode.live"));
  EXPECT_TRUE(offers(init_page(new_chat(), {}, InitStep::live), "v1:init::mode.live"));
}

TEST(InitPages, FoldersAreOfferedOnlyBelowLocalRoots) {
  InitView view = new_chat();
  EXPECT_TRUE(offers(init_page(view, {}, InitStep::source), "v1:init::source.custom"));
  view.roots.clear();
  EXPECT_FALSE(offers(init_page(view, {}, InitStep::source), "v1:init::source.custom"));
}

TEST(InitPages, DriveIsOfferedWhereALoginCanFollowAndComesAfterTheEnd) {
  InitView view = new_chat();
  EXPECT_FALSE(offers(init_page(view, {}, InitStep::source), "v1:init::source.drive"));
  view.offers_drive = true;
  EXPECT_TRUE(offers(init_page(view, {}, InitStep::source), "v1:init::source.drive"));
  InitDraft draft;
  draft.connects_drive = true;
  EXPECT_NE(init_page(view, draft, InitStep::summary).html.find("Media: Google Drive"),
            std::string::npos);
  EXPECT_TRUE(assignments_of(draft).empty());
  EXPECT_TRUE(offers(completed_page({.chat_name = "Team"}), "v1:schedule::"));
  const MenuPage next = completed_page({.chat_name = "Team", .connects_drive = true});
  EXPECT_FALSE(offers(next, "v1:schedule::"));
}

TEST(InitPages, TheSummaryShowsTheDraftOverWhatIsThere) {
  InitDraft draft;
  draft.is_live = true;
  draft.source = SourceFolder{"/srv/photos/brand", 12, 3};
  draft.hours = "9-21";
  const std::string html = init_page(new_chat(), draft, InitStep::summary).html;
  for (const char* part : {"🚀 live", "/srv/photos/brand, 12 files in 3 categories",
                           "Posts per day: 3", "Hours: 9-21 UTC"}) {
    EXPECT_NE(html.find(part), std::string::npos) << part << " in " << html;
  }
}

TEST(InitDraft, ReadsBackWhatItWrites) {
  InitDraft draft;
  draft.is_live = false;
  draft.account = "";
  draft.source = SourceFolder{"/srv/<photos>", 12, 3};
  draft.candidate = "/srv/other";
  draft.connects_drive = true;
  draft.posts_per_day = "5";
  draft.hours = "14-2";
  draft.zone = "Asia/Kolkata";
  EXPECT_EQ(to_json_text(parse_init_draft(to_json_text(draft))), to_json_text(draft));
  EXPECT_EQ(to_json_text(parse_init_draft("{}")), "{}");
}

TEST(InitDraft, StandsForTheSettingsThatWereAnswered) {
  EXPECT_TRUE(assignments_of({}).empty());
  InitDraft draft;
  draft.is_live = true;
  draft.account = "";
  draft.hours = "14-2";
  const std::vector<Assignment> expected{{"dry_run_mode", "false"},
                                         {"active_account", "none"},
                                         {"posting_hours_start", "14"},
                                         {"posting_hours_end", "2"}};
  EXPECT_EQ(assignments_of(draft), expected);
}

TEST(InitSteps, FollowOneAnotherBothWays) {
  EXPECT_EQ(next_step(InitStep::live), InitStep::account);
  EXPECT_EQ(next_step(InitStep::looking), InitStep::daily);
  EXPECT_EQ(next_step(InitStep::summary), InitStep::summary);
  EXPECT_EQ(step_before(InitStep::mode), InitStep::mode);
  EXPECT_EQ(step_before(InitStep::daily), InitStep::source);
  for (const InitStep step : k_every_step) EXPECT_EQ(init_step_from(to_string(step)), step);
}

}  // namespace
}  // namespace igbot::bot
