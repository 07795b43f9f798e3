// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/sql/sqlite_connection.hpp"
#include "tests/cli/seeded_world.hpp"
#include "tests/fault/bot_session.hpp"
#include "tests/fault/update_fuzzer.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

constexpr std::int64_t k_begun = -1003;
constexpr std::int64_t k_looker = 77;
constexpr std::int64_t k_left = 201;
constexpr unsigned k_seed = 20261;
constexpr int k_batch = 1000;

/// How many thousand updates.
int batches_wanted() { return 10 * fault_rounds(); }

/// What is no state of a chat: who was seen (users), what was counted and said (interactions,
/// outbox, bot_messages), where polling goes on, what was told once, what a run did, and what
/// Telegram asked to wait for. Of memberships only what gives or takes a right counts, see
/// `standings`: that somebody was seen gives none.
const std::set<std::string> k_technical{"users",  "memberships",  "interactions",
                                        "outbox", "bot_messages", "conditions",
                                        "runs",   "rate_limits",  "telegram_pollers"};

/// Rows of each table that are gone and that are new.
using Changes = std::map<std::string, std::pair<int, int>>;

std::string table_of(const std::string& row) { return row.substr(0, row.find(':')); }

Changes changes_between(const std::vector<std::string>& before,
                        const std::vector<std::string>& after) {
  std::vector<std::string> gone;
  std::vector<std::string> added;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                      std::back_inserter(gone));
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::back_inserter(added));
  Changes changes;
  for (const std::string& row : gone) ++changes[table_of(row)].first;
  for (const std::string& row : added) ++changes[table_of(row)].second;
  return changes;
}

/// What came in addition, for messages of failed tests.
std::string new_rows(const std::vector<std::string>& before,
                     const std::vector<std::string>& after) {
  std::string text;
  for (const std::string& row : after) {
    if (!std::binary_search(before.begin(), before.end(), row)) text += row + "\n";
  }
  return text.substr(0, 4000);
}

class FuzzedUpdates : public testing::Test {
 protected:
  FuzzedUpdates()
      : closed(world.telegram(), k_team),
        open(world.telegram(), k_others),
        begun(world.telegram(), k_begun) {
    BotApi& api = world.telegram().api();
    api.add_chat({k_begun, "group", "Newcomers"});
    for (const std::int64_t chat : {k_team, k_begun}) api.set_member(chat, k_anna.id, "creator");
    api.set_member(k_others, k_ben.id, "creator");
    // From here on the chats have no message id in common.
    for (int i = 0; i < 100; ++i) closed.write(k_eve, "hello");
    for (int i = 0; i < 400; ++i) begun.write(k_eve, "hello");
    seed_people();
    open_menus();
    take_some();
    facts();
  }

  sql::Result query(const std::string& sql, const std::vector<sql::Value>& values = {}) const {
    return sql::open_sqlite(world.cli().database())->execute(sql, values);
  }

  void must_run(const std::vector<std::string>& words) const {
    const CliResult result = world.cli().run(words);
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }

  json must_poll() const {
    const CliResult result = world.cli().run({"telegram", "poll", "--once", "--json"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err, "") << "no report of a sanitizer, and nothing to tell";
    return json::parse(result.out, nullptr, false);
  }

  void seed_people() const {
    must_run({"settings", "set", "access_policy", "roles", "--chat", std::to_string(k_team)});
    query(
        "INSERT INTO users (telegram_id, first_name, first_seen_at, last_seen_at) VALUES ($1, "
        "'Lena', 1, 1)",
        {k_left});
    query(
        "INSERT INTO memberships (chat_id, user_id, role, is_present, joined_at) SELECT c.id, "
        "u.id, 'editor', 0, 1 FROM chats c, users u WHERE c.telegram_id = $1 AND u.telegram_id = "
        "$2",
        {k_team, k_left});
    query(
        "INSERT INTO accounts (chat_id, instagram_id, username, login, state, created_at, "
        "updated_at) SELECT id, '178414' || id, 'second', 'instagram', 'active', 1, 1 FROM chats "
        "WHERE state = 'active'");
  }

  /// Menus, wizards and questions that stand open, each with who opened it.
  void open_menus() {
    const CliResult invited = world.cli().run({"chat", "invite", "--json"});
    const std::string link = json::parse(invited.out).at("group_url");
    begun.write(k_anna, "/start " + link.substr(link.rfind('=') + 1));
    for (const auto& [chat, who] : {std::pair{&closed, k_anna}, std::pair{&open, k_ben}}) {
      chat->write(who, "/settings");
      chat->write(who, "/init");
    }
    must_poll();
    for (const auto& [chat, who] : {std::pair{&closed, k_anna}, std::pair{&open, k_ben}}) {
      chat->press(who, "v1:menu::edit.posts_per_day");
    }
    begun.press(k_anna, "mode.dry");
    must_poll();
    for (const auto& [chat, who] : {std::pair{&closed, k_anna}, std::pair{&open, k_ben}}) {
      chat->press(who, "v1:ask::posts_per_day");
    }
    for (const char* answer : {"account.skip", "source.skip", "daily.custom"}) {
      begun.press(k_anna, answer);
      must_poll();
    }
  }

  /// Two entitled presses that were taken in, as texts that can come once more.
  void take_some() {
    for (const char* value : {"posts_per_day=7", "posts_per_day=8"}) {
      const json query{{"id", value},
                       {"from", {{"id", k_anna.id}, {"first_name", "Anna"}}},
                       {"message",
                        {{"message_id", closed.find_button("menu::main")->message},
                         {"chat", {{"id", k_team}, {"type", "group"}}}}},
                       {"data", std::string("v1:set::") + value}};
      json update{{"callback_query", query}};
      last_update = world.telegram().api().add_update(update.dump());
      update["update_id"] = last_update;
      taken.push_back(update.dump());
      must_poll();
    }
    const CliResult now = world.cli().run({"settings", "get", "posts_per_day"});
    ASSERT_EQ(now.out, "8\n") << closed.transcript();
  }

  std::vector<std::int64_t> ids(const std::string& sql, std::int64_t chat) const {
    std::vector<std::int64_t> list;
    const auto found = query(sql, {chat});
    for (const auto& row : found.rows) list.push_back(row.integer(0));
    return list;
  }

  FuzzedChat facts_of(const ChatWindow& chat, const std::string& post_condition) const {
    FuzzedChat found{.id = chat.id()};
    const std::string of_chat = "chat_id = (SELECT id FROM chats WHERE telegram_id = $1)";
    found.posts = ids("SELECT id FROM posts WHERE " + post_condition + of_chat, chat.id());
    found.accounts = ids("SELECT id FROM accounts WHERE " + of_chat, chat.id());
    found.messages = ids("SELECT message_id FROM bot_messages WHERE " + of_chat, chat.id());
    return found;
  }

  void facts() {
    // Where everybody may act, any press on a card in doubt proves that it arrived.
    fuzzed = {.closed = facts_of(closed, ""),
              .open = facts_of(open, "state IN ('planned', 'awaiting') AND "),
              .begun = facts_of(begun, ""),
              .closed_admin = k_anna.id,
              .open_admin = k_ben.id,
              .looker = k_looker,
              .left = k_left,
              .taken = taken};
    std::erase_if(fuzzed.closed.messages, [](std::int64_t id) { return id <= 100; });
    ASSERT_FALSE(fuzzed.closed.messages.empty() || fuzzed.begun.messages.empty());
    ASSERT_GT(fuzzed.closed.posts.size(), 16u);
  }

  /// Every row of every table of state, and who has a right or has lost one.
  std::vector<std::string> state() const {
    std::vector<std::string> rows = world.rows();
    std::erase_if(rows, [](const std::string& row) { return k_technical.contains(table_of(row)); });
    const auto standings = query(
        "SELECT 'standings: ' || m.chat_id || '|' || u.telegram_id || '|' || role || is_chat_admin "
        "|| is_present FROM memberships m JOIN users u ON u.id = m.user_id WHERE role <> 'member' "
        "OR is_chat_admin = 1 OR is_present = 0");
    for (const auto& row : standings.rows) rows.push_back(row.text(0));
    std::sort(rows.begin(), rows.end());
    return rows;
  }

  void add_fuzz(UpdateFuzzer& fuzzer, int count) {
    for (int i = 0; i < count; ++i) {
      ++last_update;
      world.telegram().api().add_raw_update(last_update, fuzzer.next(last_update));
    }
  }

  /// Lets the program take in that many; returns how many it took for updates.
  int feed(UpdateFuzzer& fuzzer, int count) {
    add_fuzz(fuzzer, count);
    const json report = must_poll();
    // The limit of commands must not hide what they would do: a minute has passed.
    query("DELETE FROM interactions");
    return report.value("updates", 0);
  }

  SeededWorld world;
  ChatWindow closed;
  ChatWindow open;
  ChatWindow begun;
  FuzzedWorld fuzzed;
  std::vector<std::string> taken;
  std::int64_t last_update = 0;
};

TEST_F(FuzzedUpdates, TenThousandOfThemChangeNothingAndOneEntitledPressAmongThemIsFound) {
  SCOPED_TRACE("seed " + std::to_string(k_seed));
  UpdateFuzzer fuzzer(k_seed, fuzzed);
  const auto before = state();
  int taken_in = 0;
  for (int batch = 0; batch < batches_wanted(); ++batch) {
    taken_in += feed(fuzzer, k_batch);
    ASSERT_EQ(changes_between(before, state()), Changes{}) << "in batch " << batch << "\n"
                                                           << new_rows(before, state());
  }
  EXPECT_GT(taken_in, batches_wanted() * k_batch * 8 / 10);
  tell_figures("S5", "fuzzed updates, foreign callbacks, replays",
               {{"updates", batches_wanted() * k_batch},
                {"taken in", taken_in},
                {"changes of state", changes_between(before, state()).size()}});

  // The control: one who may decide presses once among the fuzz, and the same comparison finds it.
  add_fuzz(fuzzer, 150);
  closed.press(k_anna, "v1:done:");
  ++last_update;
  feed(fuzzer, 150);
  const Changes once{{"posts", {1, 1}},
                     {"posting_history", {0, 1}},
                     {"content_locks", {0, 1}},
                     {"media_items", {1, 1}},
                     {"audit_log", {0, 2}}};
  EXPECT_EQ(changes_between(before, state()), once) << new_rows(before, state());
  tell_figures("S5", "control: one press of somebody entitled among them",
               {{"changed tables", changes_between(before, state()).size()}});
  EXPECT_TRUE(closed.shows("Posted by Anna")) << closed.transcript();
}

}  // namespace
}  // namespace igbot::test
