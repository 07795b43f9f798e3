// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/soak/audit.hpp"
#include "tests/soak/world.hpp"
#include "tests/support/figures.hpp"

namespace igbot::test {
namespace {

std::int64_t from_environment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::stoll(text);
}

/// What the servers remember, in one text.
std::string remembered(const SoakSize& size) {
  World world(size);
  world.live();
  std::string text;
  for (const StoryRecord& story : world.records().stories) {
    text += story.account + " " + story.picture + " " + std::to_string(to_millis(story.at.world)) +
            "\n";
  }
  for (const CardRecord& card : world.records().cards) {
    text += id_text(card.message) + " " + card.picture + " " +
            std::to_string(to_millis(card.at.world)) + "\n";
  }
  for (const PressRecord& press : world.records().presses) {
    text += press.verb + " " + press.answer.value_or("-") + "\n";
  }
  return text + std::to_string(world.faults().count());
}

TEST(Month, OfOneSeedIsTheSameEachTimeAndOfAnotherSeedIsNot) {
  const SoakSize size{.chats = 4, .days = 2, .seed = 5};
  const std::string first = remembered(size);
  EXPECT_EQ(remembered(size), first);
  EXPECT_NE(remembered({.chats = 4, .days = 2, .seed = 6}), first);
}

TEST(Month, OfManyChatsWithRandomFaultsLeavesInTheDatabaseWhatTheServersRemember) {
  const SoakSize size{.chats = static_cast<int>(from_environment("IGBOT_SOAK_CHATS", 40)),
                      .days = static_cast<int>(from_environment("IGBOT_SOAK_DAYS", 8)),
                      .seed = static_cast<std::uint64_t>(from_environment("IGBOT_SEED", 1))};
  World world(size);
  world.live();
  world.come_to_rest();
  const Records& records = world.records();
  const Ledger ledger = read_ledger(world.store(), records);
  const Wrongs found = wrongs(records, ledger);
  for (const std::string& wrong : found) ADD_FAILURE() << wrong;
  EXPECT_GT(world.faults().count(), 0);
  EXPECT_FALSE(records.deaths.empty());
  EXPECT_FALSE(records.stories.empty());
  EXPECT_FALSE(records.cards.empty());
  EXPECT_FALSE(records.presses.empty());
  EXPECT_GT(records.backups, 0);
  const auto count = [](const auto& of) { return static_cast<std::int64_t>(of.size()); };
  std::int64_t unknown = 0;
  for (const auto& [id, post] : ledger.posts) unknown += post.state == post::PostState::unknown;
  const std::string time = size.days >= 28 ? "a month" : std::to_string(size.days) + " days";
  tell_figures("R1", time + " of " + std::to_string(size.chats) + " chats with random faults",
               {{"chats", count(records.chats)},
                {"runs", world.runs()},
                {"syncs", world.syncs()},
                {"posts", count(ledger.posts)},
                {"stories", count(records.stories)},
                {"cards", count(records.cards)},
                {"presses", count(records.presses)},
                {"deeds", count(records.deeds)},
                {"copies", count(records.copies)},
                {"backups", records.backups},
                {"faults", world.faults().count()},
                {"deaths", count(records.deaths)},
                {"unknown", unknown},
                {"differences", count(found)}});
}

}  // namespace
}  // namespace igbot::test
