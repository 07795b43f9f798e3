// SPDX-License-Identifier: MIT
#include "core/schedule/mix_service.hpp"

#include <gtest/gtest.h>

#include "core/schedule/mix_repository.hpp"
#include "core/settings/settings_history.hpp"
#include "tests/unit/core/schedule/planned_chat.hpp"

namespace igbot::schedule {
namespace {

using test::PlannedChat;

std::string read_mix(const std::vector<std::string>& words) {
  try {
    return mix_text(parse_mix(words));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return "refused";
  }
}

TEST(ParseMix, ReadsPercentagesWithUpToTwoDecimals) {
  EXPECT_EQ(read_mix({"memes=70", "merch=30"}), "memes=70 merch=30");
  EXPECT_EQ(read_mix({"b=33.33", "a=33.34", "c=33.33"}), "a=33.34 b=33.33 c=33.33");
  EXPECT_EQ(read_mix({"a=99.5", "b=0.5"}), "a=99.5 b=0.5");
  EXPECT_EQ(read_mix({"all=100", "never=0"}), "all=100 never=0");
  EXPECT_EQ(read_mix({"a=b=100"}), "a=b=100");
}

TEST(ParseMix, RefusesEverythingElse) {
  EXPECT_EQ(read_mix({}), "refused");
  EXPECT_EQ(read_mix({"memes=70"}), "refused");
  EXPECT_EQ(read_mix({"memes=70", "merch=30.01"}), "refused");
  EXPECT_EQ(read_mix({"memes=70", "memes=30"}), "refused");
  EXPECT_EQ(read_mix({"memes=33.333", "merch=66.667"}), "refused");
  EXPECT_EQ(read_mix({"memes"}), "refused");
  EXPECT_EQ(read_mix({"=100"}), "refused");
  EXPECT_EQ(read_mix({"memes=-10", "merch=110"}), "refused");
  EXPECT_EQ(read_mix({"memes=1e2"}), "refused");
  EXPECT_EQ(read_mix({"memes=100."}), "refused");
}

TEST(MixService, ReplacesTheWholeSetAndKeepsTheOld) {
  PlannedChat c;
  c.set_mix({"memes=70", "merch=30"}, "launch");
  c.t.clock.advance(std::chrono::hours{1});
  const MixChange change = c.set_mix({"travel=100"});
  EXPECT_EQ(mix_text(change.before), "memes=70 merch=30");
  EXPECT_EQ(c.integer("SELECT COUNT(*) FROM category_mix WHERE is_current = 0"), 2);
  EXPECT_EQ(c.integer("SELECT COUNT(*) FROM category_mix WHERE is_current = 1"), 1);
}

TEST(MixService, TheHistoryHasEveryMixAndTheTimesWithoutOne) {
  PlannedChat c;
  const auto history = [&c](int limit) {
    return c.t.store.read(
        [&](UnitOfWork& unit) { return MixRepository(unit.chat(c.chat)).history(limit); });
  };
  EXPECT_TRUE(history(10).empty());
  const Timestamp first = c.t.clock.now();
  c.set_mix({"memes=70", "merch=30"}, "launch");
  c.t.clock.advance(std::chrono::hours{1});
  const Timestamp second = c.t.clock.now();
  c.t.store.write({"cli:anna", "anna"},
                  [&](UnitOfWork& unit) { MixService(unit.chat(c.chat)).set({}, "summer"); });
  c.t.clock.advance(std::chrono::hours{1});
  const Timestamp third = c.t.clock.now();
  c.set_mix({"travel=100"});

  const auto periods = history(10);
  ASSERT_EQ(periods.size(), 3U);
  EXPECT_EQ(mix_text(periods[0].shares), "travel=100");
  EXPECT_EQ(periods[0].from, third);
  EXPECT_FALSE(periods[0].to);
  EXPECT_FALSE(periods[0].reason);
  EXPECT_EQ(mix_text(periods[1].shares), "all categories equal");
  EXPECT_EQ(periods[1].from, second);
  EXPECT_EQ(periods[1].to, third);
  EXPECT_EQ(periods[1].by.value().name, "anna");
  EXPECT_EQ(periods[1].reason, "summer");
  EXPECT_EQ(mix_text(periods[2].shares), "memes=70 merch=30");
  EXPECT_EQ(periods[2].from, first);
  EXPECT_EQ(periods[2].to, second);
  EXPECT_EQ(periods[2].reason, "launch");

  const auto latest = history(2);
  ASSERT_EQ(latest.size(), 2U);
  EXPECT_EQ(mix_text(latest[1].shares), "all categories equal");
}

TEST(MixService, AChangeIsASettingsHistoryEntry) {
  PlannedChat c;
  c.set_mix({"memes=70", "merch=30"}, "launch");
  const auto snapshot = c.t.store.read(
      [&](UnitOfWork& unit) { return SettingsHistory(unit.chat(c.chat)).latest(1).front(); });
  EXPECT_EQ(snapshot.mix, (MixShares{{"memes", 7000}, {"merch", 3000}}));
  EXPECT_EQ(snapshot.reason, "launch");
}

TEST(MixService, TheSameMixWritesNothing) {
  PlannedChat c;
  EXPECT_TRUE(c.set_mix({"memes=70", "merch=30"}).changed());
  const auto before = c.integer("SELECT COUNT(*) FROM chat_settings_history");
  EXPECT_FALSE(c.set_mix({"memes=70", "merch=30"}).changed());
  EXPECT_EQ(c.integer("SELECT COUNT(*) FROM chat_settings_history"), before);
}

TEST(MixService, CanBeTakenAwayAgain) {
  PlannedChat c;
  c.set_mix({"memes=100"});
  c.set_mix({});
  c.add_media("memes", 10);
  c.add_media("merch", 10);
  EXPECT_EQ(c.create({.days = 1}).plan.outside_mix.size(), 0U);
}

TEST(MixService, ShowsCategoriesOfMixAndLibraryOfThisChatOnly) {
  PlannedChat c;
  c.add_media("memes", 2);
  c.add_media("travel", 1);
  c.add_media_to(c.other, "theirs", 1);
  c.set_mix({"memes=70", "merch=30"});
  const auto lines =
      c.t.store.read([&](UnitOfWork& unit) { return MixService(unit.chat(c.chat)).show(); });
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].active, 2);
  EXPECT_EQ(lines[1].category, "merch");
  EXPECT_EQ(lines[1].active, 0);
  EXPECT_FALSE(lines[2].share);
}

TEST(MixService, OnlyPostsPlannedSinceTheMixBeganCountTowardsIt) {
  PlannedChat c;
  c.add_media("memes", 60);
  c.create();
  c.t.clock.advance(std::chrono::hours{24 * 7});
  c.add_media("merch", 60);
  c.set_mix({"memes=50", "merch=50"});
  const auto result = c.create({.days = 2});
  int merch = 0;
  for (const auto& planned : result.plan.planned) merch += planned.category == "merch" ? 1 : 0;
  EXPECT_EQ(merch, 3);
}

}  // namespace
}  // namespace igbot::schedule
