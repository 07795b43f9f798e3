// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/post/gate.hpp"
#include "core/schedule/overdue.hpp"
#include "core/simulation/simulation_report.hpp"
#include "core/time_text.hpp"
#include "tests/property/generated_chat.hpp"

namespace igbot::simulation {
namespace {

using std::chrono::days;
using test::Dice;

struct PlayedCase {
  Beginning chat;
  Scenario scenario;
  Outcome outcome;

  bool is_automatic() const { return !post::needs_card(chat.settings); }
};

PlayedCase played_case(std::uint64_t number) {
  Dice dice(number);
  Beginning chat = test::generated_chat(dice);
  const Scenario scenario = test::generated_scenario(dice, chat);
  Outcome outcome = simulate(chat, scenario);
  return {std::move(chat), scenario, std::move(outcome)};
}

std::string story(const PlayedCase& c, const std::string& wrong, const SimulatedSlot& slot) {
  return wrong + ": slot " + utc_text(slot.slot.at) + ", " + utc_text(slot.at) + " (" +
         test::describe(c.chat, c.scenario) + ")";
}

TEST(SimulationProperties, EverySlotOfEveryDayIsAccountedForOnce) {
  test::expect_for_all_cases([](std::uint64_t number) -> std::string {
    const PlayedCase c = played_case(number);
    std::map<LocalDay, std::set<int>> seen;
    for (const SimulatedSlot& slot : c.outcome.slots) {
      if (!seen[slot.slot.day].insert(slot.slot.index).second) return story(c, "twice", slot);
    }
    // Those that are past already are none; they are of the first day, or just after it.
    for (LocalDay day = c.outcome.from + days{2}; day < c.outcome.to; day += days{1}) {
      if (seen[day].size() != static_cast<std::size_t>(c.chat.settings.posts_per_day)) {
        return story(c, "a day of " + std::to_string(seen[day].size()) + " slots",
                     c.outcome.slots.front());
      }
    }
    return {};
  });
}

TEST(SimulationProperties, NoContentGoesOutTwiceWithinItsRestOrWhileItIsLocked) {
  test::expect_for_all_cases([](std::uint64_t number) -> std::string {
    const PlayedCase c = played_case(number);
    const days rest{c.chat.settings.repost_ttl_days};
    const auto& library = c.chat.library;
    std::map<ContentId, Timestamp> free_from;
    std::vector<SimulatedSlot> posted;
    for (const SimulatedSlot& slot : c.outcome.slots) {
      if (slot.fate == Fate::posted) posted.push_back(slot);
    }
    std::sort(posted.begin(), posted.end(),
              [](const auto& left, const auto& right) { return left.at < right.at; });
    for (const SimulatedSlot& slot : posted) {
      const auto [free, is_first] = free_from.try_emplace(library.items()[*slot.item].content,
                                                          library.locked_until(*slot.item));
      if (slot.at < free->second) return story(c, "a locked content", slot);
      free->second = slot.at + rest;
    }
    return {};
  });
}

TEST(SimulationProperties, NothingGoesOutBeforeItsTimeOrWhileItMayNot) {
  test::expect_for_all_cases([](std::uint64_t number) -> std::string {
    const PlayedCase c = played_case(number);
    for (const SimulatedSlot& slot : c.outcome.slots) {
      if (slot.fate != Fate::posted) continue;
      if (slot.at < slot.slot.at) return story(c, "too early", slot);
      if (!c.is_automatic()) continue;
      if (c.chat.settings.paused_at_instant(slot.at)) return story(c, "while paused", slot);
      if (c.scenario.token_dies && slot.at >= *c.scenario.token_dies) {
        return story(c, "with a dead token", slot);
      }
      for (const Outage& outage : c.scenario.outages) {
        if (slot.at >= outage.from && slot.at < outage.to) return story(c, "while down", slot);
      }
    }
    return {};
  });
}

TEST(SimulationProperties, AfterADelayTheOverduePolicyHoldsAndNothingBurstsOut) {
  test::expect_for_all_cases([](std::uint64_t number) -> std::string {
    const PlayedCase c = played_case(number);
    if (!c.is_automatic()) return {};
    const auto most =
        std::max<std::chrono::minutes>(c.chat.settings.overdue_max, schedule::k_overdue_after);
    std::map<Timestamp, int> overdue_at;
    for (const SimulatedSlot& slot : c.outcome.slots) {
      if (slot.fate != Fate::posted) continue;
      const auto late = slot.at - slot.slot.at;
      if (late > most) return story(c, "out too late", slot);
      if (late <= schedule::k_overdue_after) continue;
      if (c.chat.settings.overdue_policy == OverduePolicy::skip) {
        return story(c, "overdue, and not skipped", slot);
      }
      if (++overdue_at[slot.at] > 1) return story(c, "two overdue posts in one run", slot);
    }
    return {};
  });
}

TEST(SimulationProperties, WithoutTroubleEverythingGoesOutInItsMinuteAsLongAsTheLibraryLasts) {
  test::expect_for_all_cases([](std::uint64_t number) -> std::string {
    Dice dice(number);
    Beginning chat = test::generated_chat(dice);
    chat.settings.require_approval = false;
    chat.settings.enable_instagram_api = true;
    chat.settings.is_paused = false;
    const Scenario scenario{.days = static_cast<int>(dice.roll(1, 4))};
    Outcome outcome = simulate(chat, scenario);
    const PlayedCase c{std::move(chat), scenario, std::move(outcome)};
    for (const SimulatedSlot& slot : c.outcome.slots) {
      if (slot.fate == Fate::nothing_left || slot.fate == Fate::no_window) continue;
      if (slot.fate != Fate::posted) return story(c, to_string(slot.fate), slot);
      if (slot.at - slot.slot.at >= std::chrono::minutes{1}) return story(c, "late", slot);
    }
    return {};
  });
}

TEST(SimulationProperties, TheSameCaseComesToTheSameEnd) {
  test::expect_for_all_cases([](std::uint64_t number) -> std::string {
    if (number % 10 != 0) return {};
    const PlayedCase one = played_case(number);
    const PlayedCase two = played_case(number);
    for (std::size_t i = 0; i < one.outcome.slots.size(); ++i) {
      const auto& a = one.outcome.slots[i];
      const auto& b = two.outcome.slots.at(i);
      if (a.item != b.item || a.at != b.at || a.fate != b.fate) return story(one, "differs", a);
    }
    return {};
  });
}

}  // namespace
}  // namespace igbot::simulation
