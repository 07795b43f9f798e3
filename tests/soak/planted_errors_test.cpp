// SPDX-License-Identifier: MIT
#include "core/sql/sqlite_connection.hpp"
#include "tests/soak/audit_control.hpp"
#include "tests/soak/picture.hpp"
#include "tests/support/temporary_file.hpp"

namespace igbot::test {
namespace {

std::string card_named(const CardRecord& card) {
  return "cards: message " + id_text(card.message) + " of post " + std::to_string(card.post) + ": ";
}

/// A rule of the audit each, broken as a program would break it that has the error.
class PlantedError : public AuditControl {
 protected:
  /// The most stories that the account published within 24 hours.
  int most_in_a_day(const std::string& account) {
    int most = 0;
    const auto& stories = world.records().stories;
    for (const StoryRecord& last : stories) {
      if (last.account != account || last.container.empty()) continue;
      const auto used = std::count_if(stories.begin(), stories.end(), [&](const StoryRecord& each) {
        const auto before = last.at.world - each.at.world;
        return each.account == account && !each.container.empty() &&
               before >= std::chrono::hours{0} && before < std::chrono::hours{24};
      });
      most = std::max(most, static_cast<int>(used));
    }
    return most;
  }
  /// The chat's next post is due now.
  void bring_forward(ChatKey chat) {
    const auto planned = ids_of(chat, "state = 'planned'");
    if (planned.empty()) return;
    change("UPDATE posts SET due_at = $2, wake_at = $2 WHERE id = $1",
           {planned.front(), world.clock().now()});
  }
  bool has_published_over_quota() {
    const auto& publishes = world.records().publishes;
    return std::any_of(publishes.begin(), publishes.end(),
                       [](const PublishRecord& call) { return call.over_quota; });
  }
  /// What was said to the chat as a whole.
  std::int64_t chat_deeds(ChatKey chat) {
    const auto deeds = deeds_by_post(world.records());
    const auto [first, last] = deeds.equal_range(0);
    return std::count_if(first, last, [&](const auto& deed) { return deed.second.chat == chat; });
  }
  Team& team_of(ChatKey chat) {
    auto& teams = world.teams();
    return *std::find_if(teams.begin(), teams.end(),
                         [&](const Team& team) { return team.record.key == chat; });
  }
};

bool any_chat(const ChatRecord&) { return true; }

TEST_F(PlantedError, ACardThatIsSentAgainIsFound) {
  const CardRecord again = send_again(awaiting(any_chat));
  expect_found("a card sent again", {card_named(again) + "nobody asked for another one"});
}

TEST_F(PlantedError, ACardInAnotherChatIsFound) {
  const LedgerPost post = awaiting(any_chat);
  const ChatRecord& owner = *chat_of(world.records(), post.chat);
  const auto& chats = world.records().chats;
  const auto other = std::find_if(chats.begin(), chats.end(), [&](const ChatRecord& chat) {
    return chat.key != owner.key && is_open(chat);
  });
  ASSERT_NE(other, chats.end());
  const TemporaryFile file("card.jpg", picture_bytes(post.picture));
  bot::OutgoingMessage message;
  message.chat = other->telegram.back();
  message.media = bot::MediaKind::photo;
  message.file = file.path();
  message.keyboard = {{{"Approve", "v1:approve:" + std::to_string(post.id), ""}}};
  world.telegram().send(message);
  expect_found("a card in another chat",
               {card_named(world.records().cards.back()) + "it is of another chat"});
}

TEST_F(PlantedError, ACardThatTelegramDoesNotHaveIsFound) {
  const LedgerPost post = awaiting(any_chat);
  change("UPDATE posts SET message_id = 999999 WHERE id = $1", {post.id});
  expect_found("a card that is not there",
               {"cards: post " + std::to_string(post.id) + ": message 999999 is not there"});
}

TEST_F(PlantedError, InASupergroupOnlyWhatStayedInTheGroupComesAgainAndOnce) {
  const LedgerPost left =
      awaiting([&](const ChatRecord& chat) { return chat.telegram.size() == 1; });
  Team& team = team_of(left.chat);
  world.migrate(team);
  const CardRecord moved = next_card(left.id);
  EXPECT_EQ(moved.chat, team.telegram);
  EXPECT_EQ(audit(), Wrongs{});
  const CardRecord again = send_again(ledger().posts.at(left.id));
  expect_found("a card that comes twice to a supergroup",
               {card_named(again) + "nobody asked for another one"});
}

TEST_F(PlantedError, ACardOfASupergroupIsNotSentAgainForItsHavingBeenAGroup) {
  const LedgerPost left =
      awaiting([&](const ChatRecord& chat) { return chat.telegram.size() == 1; });
  world.migrate(team_of(left.chat));
  next_card(left.id);
  const auto is_here = [&](const ChatRecord& chat) { return chat.key == left.chat; };
  // One whose first card came to the supergroup.
  LedgerPost later = awaiting(is_here);
  run_until([&] {
    for (const std::int64_t id : ids_of(left.chat, "state = 'awaiting'")) {
      const auto& cards = world.records().cards;
      const auto first = std::find_if(cards.begin(), cards.end(),
                                      [&](const CardRecord& card) { return card.post == id; });
      if (first != cards.end() && first->chat == team_of(left.chat).telegram) {
        later = ledger().posts.at(id);
        return true;
      }
    }
    return false;
  });
  const CardRecord again = send_again(later);
  expect_found("a card sent again in a supergroup",
               {card_named(again) + "nobody asked for another one"});
}

TEST_F(PlantedError, ADoubtWithoutALostAnswerIsFound) {
  const LedgerPost post = awaiting(any_chat);
  world.store().write({"worker:careless", "careless"}, [&](UnitOfWork& unit) {
    unit.db().execute("UPDATE posts SET state = 'unknown', stage = 'card' WHERE id = $1",
                      {post.id});
    tell_audit(unit, post, "awaiting", "unknown");
  });
  expect_found("a doubt for nothing",
               {"doubts: post " + std::to_string(post.id) + ": no answer of it was lost"});
}

TEST_F(PlantedError, AQuotaThatNobodyAsksForIsFoundByTheTryAndByTheStory) {
  for (const ChatRecord& chat : world.records().chats) {
    for (const std::string& account : chat.accounts) {
      world.instagram().set_quota(account, std::max(1, most_in_a_day(account)));
    }
  }
  ASSERT_EQ(audit(), Wrongs{});
  world.instagram().forgets_quotas = true;
  const auto& teams = world.teams();
  const auto team = std::find_if(teams.begin(), teams.end(),
                                 [](const Team& each) { return each.mode == Mode::automatic; });
  ASSERT_NE(team, teams.end());
  // Somebody wants everything at once.
  run_until([&] {
    if (is_open(team->record)) bring_forward(team->record.key);
    return has_published_over_quota();
  });
  const PublishRecord call = world.records().publishes.back();
  expect_found(
      "a quota that nobody asked for",
      {"quotas: " + call.account + ": tried beyond it",
       "quotas: " + call.account + ": " +
           std::to_string(world.records().quotas.at(call.account) + 1) + " stories in 24 hours"});
}

TEST_F(PlantedError, WhatGoesOutAtNightIsFound) {
  std::int64_t post = 0;
  run_until([&] {
    for (const ChatRecord& chat : world.records().chats) {
      using std::chrono::hours;
      using std::chrono::minutes;
      const bool is_quiet = hours{hours_closed(chat) - 1} > chat.overdue_max + minutes{90};
      const bool asks_nobody = chat_deeds(chat.key) == 0;
      const auto ids = ids_of(chat.key, "state = 'planned'");
      if (is_quiet && asks_nobody && !ids.empty()) post = ids.front();
    }
    return post != 0;
  });
  const std::size_t cards = world.records().cards.size();
  const std::size_t stories = world.records().stories.size();
  const Timestamp now = world.clock().now();
  change("UPDATE posts SET due_at = $2, wake_at = $2 WHERE id = $1", {post, now});
  run_until([&] {
    return world.records().cards.size() + world.records().stories.size() > cards + stories;
  });
  const std::string what = world.records().cards.size() > cards
                               ? "message " + id_text(world.records().cards.back().message)
                               : world.records().stories.back().media_id;
  expect_found("a post at night", {"hours: " + what + " of post " + std::to_string(post) +
                                   ": outside the posting hours"});
}

TEST_F(PlantedError, ADamagedFileIsFound) {
  const auto db = sql::open_sqlite(world.store().file());
  db->execute("PRAGMA foreign_keys = OFF");
  db->execute(
      "UPDATE memberships SET user_id = 999999 WHERE (chat_id, user_id) IN (SELECT chat_id, "
      "user_id "
      "FROM memberships LIMIT 1)");
  expect_found("a damaged file",
               {"database: a row of memberships refers to a missing row of users"});
}

TEST_F(PlantedError, ABackupThatLacksARowIsFound) {
  world.on_backup = [](const std::filesystem::path& copy) {
    sql::open_sqlite(copy)->execute(
        "DELETE FROM content_locks WHERE id = (SELECT min(id) FROM content_locks)");
  };
  world.back_up();
  expect_found("a backup that lacks a row", {"backup: 1 rows of content_locks differ"});
}

TEST_F(PlantedError, ALockThatIsMissingAndOneThatEndsAtAnotherTimeAreFound) {
  const Ledger now = ledger();
  ASSERT_GE(now.locks.size(), 2U);
  const std::vector<std::int64_t> ids = world.store().read([](UnitOfWork& unit) {
    std::vector<std::int64_t> found;
    const auto rows = unit.db().execute("SELECT id FROM content_locks ORDER BY id LIMIT 2");
    for (const auto& row : rows.rows) found.push_back(row.integer(0));
    return found;
  });
  change("DELETE FROM content_locks WHERE id = $1", {ids[0]});
  change("UPDATE content_locks SET until = until + 1 WHERE id = $1", {ids[1]});
  expect_found(
      "locks that do not follow from the history",
      {"locks: " + now.locks[0].kind + " of " + now.locks[0].picture + ": missing",
       "locks: " + now.locks[1].kind + " of " + now.locks[1].picture + ": it has another end"});
}

}  // namespace
}  // namespace igbot::test
