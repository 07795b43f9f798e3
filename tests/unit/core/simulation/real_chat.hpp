// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "core/schedule/schedule_service.hpp"
#include "core/simulation/simulation_basis.hpp"
#include "core/time_text.hpp"
#include "tests/support/publishing_fixture.hpp"

namespace igbot::test {

/// What became of a slot: local day, place in it, item, whether it was posted, when.
using SlotStory = std::tuple<std::string, int, std::int64_t, bool, std::string>;

/// A chat in a real database whose worker runs each minute in which there is something to do, and
/// whose people answer every card: what a simulation says, done.
class RealChat : public PublishingFixture {
 public:
  RealChat() {
    publisher.quota_total = 1'000'000;
    execute("UPDATE credentials SET expires_at = $1", {k_forever});
    set("posting_timezone", "UTC");
    t.clock.set(Timestamp{parse_date("2026-06-01").time_since_epoch() + std::chrono::hours{3}});
  }

  void add_items(const std::string& category, int count) {
    for (int i = 0; i < count; ++i) {
      const MediaId id = add_item(category + "/" + std::to_string(i) + ".jpg");
      execute("UPDATE media_items SET category = $2 WHERE id = $1", {id, category});
    }
  }

  void execute(const std::string& sql, const std::vector<sql::Value>& params = {}) {
    t.store.bookkeep([&](Bookkeeping& unit) { unit.db().execute(sql, params); });
  }

  template <typename Body>
  auto as_person(Body body) {
    return t.store.write({"cli:anna", "anna"},
                         [&](UnitOfWork& unit) { return body(unit.chat(chat)); });
  }

  void create_schedule(int days) {
    as_person(
        [&](ChatScope scope) { return schedule::ScheduleService(scope).create({.days = days}); });
  }

  simulation::Beginning beginning() {
    return t.store.read(
        [&](UnitOfWork& unit) { return simulation::beginning_of(unit.chat(chat)); });
  }

  /// Lives through the days, and tells what became of each slot, in order of time.
  std::vector<SlotStory> live(const simulation::Scenario& scenario, Timestamp end) {
    scenario_ = scenario;
    for (Timestamp at = next(t.clock.now() - std::chrono::milliseconds{1}); at <= end;) {
      t.clock.set(at);
      if (scenario_.token_dies && at >= *scenario_.token_dies) {
        execute("UPDATE accounts SET state = 'dead'");
      }
      answer_cards(at);
      if (at == std::chrono::floor<std::chrono::minutes>(at)) run();
      t.clock.set(at);
      answer_cards(at);
      at = next(at);
    }
    return stories();
  }

 private:
  Timestamp next_run(Timestamp after) {
    Timestamp next = k_forever;
    t.store.read([&](UnitOfWork& unit) {
      const auto row = unit.db()
                           .execute(
                               "SELECT MIN(at) FROM (SELECT MIN(wake_at) AS at FROM posts UNION "
                               "ALL SELECT MIN(plan_wake_at) FROM chats)")
                           .front();
      if (const auto at = row.optional_timestamp(0)) next = *at;
      return 0;
    });
    next = std::chrono::ceil<std::chrono::minutes>(
        std::max(next, after + std::chrono::milliseconds{1}));
    for (const auto& outage : scenario_.outages) {
      if (next >= outage.from && next < outage.to) {
        next = std::chrono::ceil<std::chrono::minutes>(outage.to);
      }
    }
    return next;
  }

  Timestamp next(Timestamp after) {
    Timestamp next = next_run(after);
    for (const auto& [id, at] : cards()) {
      if (at > after) next = std::min(next, at);
    }
    return next;
  }

  /// Cards that wait, and when people answer them.
  std::vector<std::pair<PostId, Timestamp>> cards() {
    return t.store.read([&](UnitOfWork& unit) {
      std::vector<std::pair<PostId, Timestamp>> found;
      const auto rows = unit.db().execute(
          "SELECT id, sent_at FROM posts WHERE state = 'awaiting' ORDER BY due_at, id");
      for (const auto& row : rows.rows) {
        found.emplace_back(row.id<PostId>(0), row.timestamp(1) + scenario_.answer_after);
      }
      return found;
    });
  }

  void answer_cards(Timestamp now) {
    for (const auto& [id, at] : cards()) {
      if (at > now) continue;
      as_person([&, post = id](ChatScope scope) {
        post::Decisions decisions(scope);
        const ChatSettings settings = SettingsService(scope).load();
        const bool is_dead = scenario_.token_dies && now >= *scenario_.token_dies;
        if (!settings.enable_instagram_api || is_dead || settings.paused_at_instant(now)) {
          return decisions.done(post, std::nullopt);
        }
        return decisions.approve(post, std::nullopt);
      });
    }
  }

  std::vector<SlotStory> stories() {
    return t.store.read([&](UnitOfWork& unit) {
      std::vector<SlotStory> found;
      const auto rows = unit.db().execute(
          "SELECT p.slot_day, p.slot_index, h.media_id, h.outcome, h.at FROM posting_history h "
          "JOIN posts p ON p.id = h.post_id WHERE p.slot_day IS NOT NULL "
          "ORDER BY p.slot_day, p.slot_index");
      for (const auto& row : rows.rows) {
        const bool is_posted = row.text(3) == "posted";
        found.emplace_back(row.text(0), static_cast<int>(row.integer(1)), row.integer(2), is_posted,
                           utc_text(row.timestamp(4)));
      }
      return found;
    });
  }

  simulation::Scenario scenario_;
};

}  // namespace igbot::test
