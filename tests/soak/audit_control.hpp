// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/zone.hpp"
#include "tests/soak/audit.hpp"
#include "tests/soak/world.hpp"
#include "tests/support/figures.hpp"

namespace igbot::test {

/// A few good days of few chats, in which the audit finds nothing; then somebody plants an error.
class AuditControl : public ::testing::Test {
 protected:
  AuditControl() {
    world.live();
    world.come_to_rest();
  }
  void SetUp() override { ASSERT_EQ(audit(), Wrongs{}); }

  Ledger ledger() { return read_ledger(world.store(), world.records()); }
  Wrongs audit() {
    Wrongs found = wrongs(world.records(), ledger());
    std::sort(found.begin(), found.end());
    return found;
  }
  void expect_found(const std::string& what, Wrongs expected) {
    const Wrongs found = audit();
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(found, expected);
    tell_figures("R1", "control: " + what,
                 {{"expected differences", static_cast<std::int64_t>(expected.size())},
                  {"differences", static_cast<std::int64_t>(found.size())}});
  }
  void change(const std::string& sql, const std::vector<sql::Value>& params) {
    world.store().bookkeep(
        [&](Bookkeeping& unit) { ASSERT_EQ(unit.db().execute(sql, params).changes, 1); });
  }
  /// A post that was published, the last one of its chat whose content was posted but once.
  LedgerPost published(ChatKey not_in = ChatKey{0}) {
    const Ledger now = ledger();
    for (const auto& entry : now.posts) {
      const LedgerPost& post = entry.second;
      const auto same = std::count_if(now.ends.begin(), now.ends.end(), [&](const LedgerEnd& end) {
        return end.chat == post.chat && end.picture == post.picture;
      });
      if (!post.media_id.empty() && post.chat != not_in && same == 1) return post;
    }
    throw std::runtime_error("nothing was published");
  }
  /// Cron's minutes go by until that holds.
  template <typename Condition>
  void run_until(Condition holds) {
    for (int i = 0; i < 3000 && !holds(); ++i) world.run_minutes(1);
    ASSERT_TRUE(holds());
  }

  /// An entry of the audit log by a worker that does what it must not.
  void tell_audit(UnitOfWork& unit, const LedgerPost& post, const char* before, const char* after) {
    unit.chat(post.chat).audit({.entity = "post",
                                .entity_id = std::to_string(post.id),
                                .action = "careless",
                                .before = before,
                                .after = after});
  }
  /// As a worker would that sends a card again although nobody asked; runs until it is there.
  CardRecord send_again(const LedgerPost& post) {
    world.store().write({"worker:careless", "careless"}, [&](UnitOfWork& unit) {
      const auto changed = unit.db().execute(
          "UPDATE posts SET state = 'planned', message_id = NULL, sent_at = NULL, expires_at = "
          "NULL, due_at = $2, wake_at = $2, pinned = 1 WHERE id = $1 AND state = 'awaiting'",
          {post.id, unit.now()});
      EXPECT_EQ(changed.changes, 1);
      tell_audit(unit, post, "awaiting", "planned");
    });
    return next_card(post.id);
  }
  CardRecord next_card(std::int64_t post) {
    const std::size_t before = world.records().cards.size();
    const auto is_it = [&](const CardRecord& card) { return card.post == post; };
    const auto& cards = world.records().cards;
    const auto from = static_cast<std::ptrdiff_t>(before);
    run_until([&] { return std::any_of(cards.begin() + from, cards.end(), is_it); });
    return *std::find_if(cards.begin() + from, cards.end(), is_it);
  }
  /// The first post that awaits a decision in such a chat, in its posting hours; waits for one.
  LedgerPost awaiting(const std::function<bool(const ChatRecord&)>& chat_is_right) {
    std::int64_t found = 0;
    run_until([&] {
      for (const ChatRecord& chat : world.records().chats) {
        if (!chat_is_right(chat) || !is_open(chat)) continue;
        const auto ids = ids_of(chat.key, "state = 'awaiting' AND message_id IS NOT NULL");
        if (!ids.empty()) found = ids.front();
      }
      return found != 0;
    });
    return ledger().posts.at(found);
  }
  std::vector<std::int64_t> ids_of(ChatKey chat, const std::string& condition) {
    return world.store().read([&](UnitOfWork& unit) {
      std::vector<std::int64_t> ids;
      const auto rows = unit.db().execute(
          "SELECT id FROM posts WHERE chat_id = $1 AND " + condition + " ORDER BY id", {chat});
      for (const auto& row : rows.rows) ids.push_back(row.integer(0));
      return ids;
    });
  }
  int local_hour(const ChatRecord& chat) {
    using std::chrono::days;
    using std::chrono::hours;
    const auto local = Zone::find(chat.zone).local(world.clock().now());
    return static_cast<int>(
        std::chrono::floor<hours>(local - std::chrono::floor<days>(local)).count());
  }
  /// Hours since the chat's posting hours were over; 0 = they are not.
  int hours_closed(const ChatRecord& chat) {
    const int open = (chat.end_hour - chat.start_hour + 24) % 24;
    const int since_start = (local_hour(chat) - chat.start_hour + 24) % 24;
    return open == 0 || since_start < open ? 0 : since_start - open + 1;
  }
  bool is_open(const ChatRecord& chat) { return hours_closed(chat) == 0; }

  World world{{.chats = 6, .days = 2, .seed = 3, .with_faults = false}};
};

}  // namespace igbot::test
