// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "core/simulation/simulation.hpp"
#include "core/simulation/simulation_report.hpp"
#include "core/time_text.hpp"

namespace igbot::simulation {
namespace {

/// A chat without jitter that publishes by itself, with plenty of memes and merch, before a week.
Beginning week_of(const std::string& now, int posts, int start, int end, const std::string& zone) {
  Beginning chat;
  chat.chat = ChatKey{1};
  chat.now = parse_time(now, Zone::find("UTC"), {});
  chat.settings.posts_per_day = posts;
  chat.settings.posting_hours_start = start;
  chat.settings.posting_hours_end = end;
  chat.settings.posting_timezone = zone;
  chat.settings.slot_jitter = std::chrono::minutes{0};
  chat.settings.require_approval = false;
  chat.settings.enable_instagram_api = true;
  chat.plan_wake_at = chat.now;
  std::vector<schedule::LibraryItem> items;
  for (int id = 1; id <= 80; ++id) {
    items.push_back(
        {MediaId{id}, ContentId{id}, id % 2 == 0 ? "memes" : "merch", "photo.jpg", 0, {}});
  }
  chat.library = schedule::Library(std::move(items));
  return chat;
}

/// The instants of the week's posts, which must all have gone out.
std::vector<std::string> instants(const Beginning& chat) {
  std::vector<std::string> found;
  for (const SimulatedSlot& slot : simulate(chat, {.days = 7}).slots) {
    EXPECT_EQ(to_string(slot.fate), "posted") << utc_text(slot.slot.at);
    found.push_back(utc_text(slot.slot.at));
  }
  return found;
}

using Instants = std::vector<std::string>;

TEST(RealWeeks, InUtc) {
  // 14:00 to 02:00 in three parts of four hours: their middles are 16:00, 20:00 and midnight.
  EXPECT_EQ(instants(week_of("2026-06-01T03:00:00Z", 3, 14, 2, "UTC")),
            (Instants{"2026-06-01T16:00:00Z", "2026-06-01T20:00:00Z", "2026-06-02T00:00:00Z",
                      "2026-06-02T16:00:00Z", "2026-06-02T20:00:00Z", "2026-06-03T00:00:00Z",
                      "2026-06-03T16:00:00Z", "2026-06-03T20:00:00Z", "2026-06-04T00:00:00Z",
                      "2026-06-04T16:00:00Z", "2026-06-04T20:00:00Z", "2026-06-05T00:00:00Z",
                      "2026-06-05T16:00:00Z", "2026-06-05T20:00:00Z", "2026-06-06T00:00:00Z",
                      "2026-06-06T16:00:00Z", "2026-06-06T20:00:00Z", "2026-06-07T00:00:00Z",
                      "2026-06-07T16:00:00Z", "2026-06-07T20:00:00Z", "2026-06-08T00:00:00Z"}));
}

TEST(RealWeeks, InNewYorkWhenTheClocksGoBack) {
  // 18:00 to 06:00; EDT is UTC-4 and EST UTC-5. The night to 1 November lasts 13 hours, so its
  // parts last 4:20 and its posts are 2:10, 6:30 and 10:50 after 22:00 UTC.
  EXPECT_EQ(instants(week_of("2026-10-29T16:00:00Z", 3, 18, 6, "America/New_York")),
            (Instants{"2026-10-30T00:00:00Z", "2026-10-30T04:00:00Z", "2026-10-30T08:00:00Z",
                      "2026-10-31T00:00:00Z", "2026-10-31T04:00:00Z", "2026-10-31T08:00:00Z",
                      "2026-11-01T00:10:00Z", "2026-11-01T04:30:00Z", "2026-11-01T08:50:00Z",
                      "2026-11-02T01:00:00Z", "2026-11-02T05:00:00Z", "2026-11-02T09:00:00Z",
                      "2026-11-03T01:00:00Z", "2026-11-03T05:00:00Z", "2026-11-03T09:00:00Z",
                      "2026-11-04T01:00:00Z", "2026-11-04T05:00:00Z", "2026-11-04T09:00:00Z",
                      "2026-11-05T01:00:00Z", "2026-11-05T05:00:00Z", "2026-11-05T09:00:00Z"}));
}

TEST(RealWeeks, InKolkata) {
  // 09:00 to 21:00 at UTC+5:30 in four parts of three hours: 10:30, 13:30, 16:30 and 19:30. The
  // week goes over a month's end, in a leap year.
  EXPECT_EQ(instants(week_of("2028-02-26T00:00:00Z", 4, 9, 21, "Asia/Kolkata")),
            (Instants{"2028-02-26T05:00:00Z", "2028-02-26T08:00:00Z", "2028-02-26T11:00:00Z",
                      "2028-02-26T14:00:00Z", "2028-02-27T05:00:00Z", "2028-02-27T08:00:00Z",
                      "2028-02-27T11:00:00Z", "2028-02-27T14:00:00Z", "2028-02-28T05:00:00Z",
                      "2028-02-28T08:00:00Z", "2028-02-28T11:00:00Z", "2028-02-28T14:00:00Z",
                      "2028-02-29T05:00:00Z", "2028-02-29T08:00:00Z", "2028-02-29T11:00:00Z",
                      "2028-02-29T14:00:00Z", "2028-03-01T05:00:00Z", "2028-03-01T08:00:00Z",
                      "2028-03-01T11:00:00Z", "2028-03-01T14:00:00Z", "2028-03-02T05:00:00Z",
                      "2028-03-02T08:00:00Z", "2028-03-02T11:00:00Z", "2028-03-02T14:00:00Z",
                      "2028-03-03T05:00:00Z", "2028-03-03T08:00:00Z", "2028-03-03T11:00:00Z",
                      "2028-03-03T14:00:00Z"}));
}

TEST(RealWeeks, OnLordHoweWhenTheClocksGoBackByHalfAnHour) {
  // 20:00 to 08:00, at UTC+11 and from 5 April 2026 02:00 on at UTC+10:30. That night lasts 12:30,
  // so its four parts last 3:07:30 and its posts are 1:33:45, 4:41:15, 7:48:45 and 10:56:15 after
  // 09:00 UTC.
  EXPECT_EQ(instants(week_of("2026-04-01T22:00:00Z", 4, 20, 8, "Australia/Lord_Howe")),
            (Instants{"2026-04-02T10:30:00Z", "2026-04-02T13:30:00Z", "2026-04-02T16:30:00Z",
                      "2026-04-02T19:30:00Z", "2026-04-03T10:30:00Z", "2026-04-03T13:30:00Z",
                      "2026-04-03T16:30:00Z", "2026-04-03T19:30:00Z", "2026-04-04T10:33:45Z",
                      "2026-04-04T13:41:15Z", "2026-04-04T16:48:45Z", "2026-04-04T19:56:15Z",
                      "2026-04-05T11:00:00Z", "2026-04-05T14:00:00Z", "2026-04-05T17:00:00Z",
                      "2026-04-05T20:00:00Z", "2026-04-06T11:00:00Z", "2026-04-06T14:00:00Z",
                      "2026-04-06T17:00:00Z", "2026-04-06T20:00:00Z", "2026-04-07T11:00:00Z",
                      "2026-04-07T14:00:00Z", "2026-04-07T17:00:00Z", "2026-04-07T20:00:00Z",
                      "2026-04-08T11:00:00Z", "2026-04-08T14:00:00Z", "2026-04-08T17:00:00Z",
                      "2026-04-08T20:00:00Z"}));
}

TEST(RealWeeks, AMixOfSeventyAndThirtyFallsAsWorkedOutByHand) {
  Beginning chat = week_of("2026-06-01T03:00:00Z", 3, 14, 2, "UTC");
  chat.mix.shares = {{"memes", 7000}, {"merch", 3000}};
  std::string order;
  for (const SimulatedSlot& slot : simulate(chat, {.days = 7}).slots) {
    order += chat.library.items()[*slot.item].category == "memes" ? 'e' : 'm';
  }
  // After k posts memes are owed 0.7·k and merch 0.3·k; worth a post from half a one on. After ten
  // posts, seven and three, it begins anew.
  EXPECT_EQ(order,
            "emeeemeeme"
            "emeeemeeme"
            "e");
}

}  // namespace
}  // namespace igbot::simulation
