// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/fault/three_chats.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

/// It looks like an access token, and is none.
constexpr const char* k_token = "IGAAtyped0123456789typed0123456789typed012345678";

/// More than seven days of the busiest chat take, at whatever hour the test is run.
constexpr int k_photos = 120;

class ThreeChatsDay : public ThreeChats {
 protected:
  void morning_everybody_sets_up();
  void menus_are_changed();
  void two_press_at_once();
  void rejecting_asks_and_a_missed_card_comes_again();
  void an_account_is_chosen_and_a_file_fetched();
  void pauses_end_in_each_way();
  void the_group_becomes_a_supergroup();
  void the_bot_is_removed_and_comes_back();
  void a_token_is_typed();
  void cleaning_up_and_hurrying();
  void nothing_is_in_a_foreign_chat();
};

void ThreeChatsDay::morning_everybody_sets_up() {
  for (const Party& party : k_parties) {
    session.photos(party.name, k_photos, static_cast<int>(party.owner.id));
    chat(party).write(party.owner, "/start " + session.invite());
  }
  poll();
  for (const char* step :
       {"v1:init::mode.dry", "v1:init::account.skip", "v1:init::source.custom"}) {
    all_press(step);
  }
  for (const Party& party : k_parties) {
    chat(party).reply(party.owner, (session.cli().folder() / party.name).string());
  }
  poll();
  for (const Party& party : k_parties) {
    chat(party).press(party.owner, std::string("v1:init::daily.") + party.daily);
  }
  poll();
  all_press("v1:init::hours.custom");
  for (const Party& party : k_parties) chat(party).reply(party.owner, party.hours);
  poll();
  all_press("v1:init::zone.skip");
  all_press("v1:init::done");
  all_press("v1:schedule::");
  for (const Party& party : k_parties) {
    EXPECT_EQ(setting(party, "posts_per_day"), party.daily);
    const std::string hours =
        setting(party, "posting_hours_start") + "-" + setting(party, "posting_hours_end");
    EXPECT_EQ(hours, party.hours);
    EXPECT_EQ(session.number("SELECT count(*) FROM media_items WHERE chat_id = $1", {key(party)}),
              k_photos);
    EXPECT_GE(session.number("SELECT count(*) FROM posts WHERE chat_id = $1", {key(party)}), 18)
        << "of seven days, the first may be over";
    EXPECT_EQ(session.number("SELECT u.telegram_id FROM users u JOIN memberships m ON m.user_id = "
                             "u.id WHERE m.chat_id = $1 AND m.role = 'owner'",
                             {key(party)}),
              party.owner.id);
  }
}

void ThreeChatsDay::menus_are_changed() {
  for (const Party& party : k_parties) chat(party).write(party.owner, "/settings");
  poll();
  chat(k_private).press(k_private.owner, "v1:menu::edit.posting_hours");
  chat(k_roles).press(k_roles.owner, "v1:menu::more");
  chat(k_everybody).press(k_everybody.owner, "v1:menu::edit.posting_timezone");
  poll();
  chat(k_private).press(k_private.owner, "v1:ask::posting_hours");
  chat(k_roles).press(k_roles.owner, "v1:menu::edit.access_policy");
  chat(k_everybody).press(k_everybody.owner, "v1:set::posting_timezone=America/New_York");
  poll();
  chat(k_private).reply(k_private.owner, "25-3");
  chat(k_roles).press(k_roles.owner, "v1:set::access_policy=roles");
  poll();
  chat(k_private).reply(k_private.owner, "8-20");
  poll();
  EXPECT_EQ(setting(k_private, "posting_hours_start"), "8");
  EXPECT_EQ(setting(k_roles, "access_policy"), "roles");
  EXPECT_EQ(setting(k_everybody, "access_policy"), "everyone");
  EXPECT_EQ(setting(k_everybody, "posting_timezone"), "America/New_York");
  EXPECT_EQ(setting(k_roles, "posting_timezone"), setting(k_private, "posting_timezone"));
}

void ThreeChatsDay::two_press_at_once() {
  const std::int64_t post = card(k_everybody);
  chat(k_everybody).press(k_eve, button("done", post));
  const std::string late = chat(k_everybody).press(k_carl, button("skip", post));
  const std::int64_t other = card(k_roles);
  const std::string refused = chat(k_roles).press(k_eve, button("done", other));
  session.poll();
  EXPECT_EQ(state_of(post), "posted");
  EXPECT_NE(chat(k_everybody).told(late).find("Posted by Eve"), std::string::npos)
      << chat(k_everybody).told(late);
  EXPECT_EQ(state_of(other), "awaiting") << "under roles a member only looks";
  EXPECT_NE(chat(k_roles).told(refused).find("may not do this"), std::string::npos)
      << chat(k_roles).told(refused);
  press(k_roles, button("skip", other));
  EXPECT_EQ(state_of(other), "skipped");
}

void ThreeChatsDay::rejecting_asks_and_a_missed_card_comes_again() {
  const std::int64_t rejected = card(k_roles);
  press(k_roles, button("reject", rejected));
  EXPECT_EQ(state_of(rejected), "awaiting");
  press(k_roles, button("reject", rejected, "no"));
  press(k_roles, button("reject", rejected));
  press(k_roles, button("reject", rejected, "yes"));
  EXPECT_EQ(state_of(rejected), "rejected");

  const std::int64_t missed = card(k_private);
  session.query("UPDATE posts SET expires_at = 1, wake_at = 1 WHERE id = $1", {missed});
  session.must_run({"post", "run"});
  EXPECT_EQ(state_of(missed), "missed");
  press(k_private, button("retry", missed));
  session.must_run({"post", "run"});
  EXPECT_EQ(state_of(missed), "awaiting") << chat(k_private).transcript();
  EXPECT_EQ(session.cards_of(missed), 2) << "asked for, and only once";
  press(k_private, button("done", missed));
  EXPECT_EQ(state_of(missed), "posted");
}

void ThreeChatsDay::an_account_is_chosen_and_a_file_fetched() {
  for (const char* account : {"carlshop", "carlsecond"}) {
    session.query(
        "INSERT INTO accounts (chat_id, instagram_id, username, login, state, created_at, "
        "updated_at) VALUES ($1, '178' || $2, $2, 'instagram', 'active', 1, 1)",
        {key(k_everybody), account});
  }
  const std::int64_t post = card(k_everybody);
  press(k_everybody, button("account", post));
  press(k_everybody, "@carlsecond");
  EXPECT_EQ(session.lines("SELECT a.username FROM posts p JOIN accounts a ON a.id = p.account_id "
                          "WHERE p.id = $1",
                          {post}),
            std::vector<std::string>{"carlsecond"});
  EXPECT_TRUE(chat(k_everybody).shows("@carlsecond")) << chat(k_everybody).transcript();
  press(k_everybody, button("done", post));

  const std::int64_t wanted = card(k_private);
  press(k_private, button("file", wanted));
  const auto calls = session.telegram().accepted();
  EXPECT_TRUE(std::any_of(calls.begin(), calls.end(), [](const RecordedCall& call) {
    return call.method == "sendDocument" && call.chat == k_private.id &&
           call.file_name.starts_with("benpics");
  }));
  press(k_private, button("skip", wanted));
}

void ThreeChatsDay::pauses_end_in_each_way() {
  std::map<const Party*, std::vector<std::int64_t>> late;
  for (const Party& party : k_parties) {
    chat(party).write(party.owner, "/pause 5h lunch");
    late[&party] = make_due(party, 2, 30);
    ASSERT_EQ(late[&party].size(), 2u);
  }
  poll();
  session.must_run({"post", "run"});
  for (const Party& party : k_parties) {
    EXPECT_EQ(state_of(late[&party].front()), "planned") << party.name << " is paused";
    chat(party).write(party.owner, "/resume");
  }
  poll();
  press(k_everybody, "v1:resume::stay");
  EXPECT_EQ(setting(k_everybody, "is_paused"), "true");
  write(k_everybody, "/resume");
  chat(k_private).press(k_private.owner, "v1:resume::keep");
  chat(k_roles).press(k_roles.owner, "v1:resume::clear");
  chat(k_everybody).press(k_everybody.owner, "v1:resume::reschedule");
  poll();
  session.must_run({"post", "run"});
  for (const Party& party : k_parties) EXPECT_EQ(setting(party, "is_paused"), "false");
  std::vector<std::string> kept;
  for (const std::int64_t post : late[&k_private]) kept.push_back(state_of(post));
  std::sort(kept.begin(), kept.end());
  EXPECT_EQ(kept, (std::vector<std::string>{"awaiting", "missed"})) << "the overdue policy: one";
  for (const std::int64_t post : late[&k_roles]) EXPECT_EQ(state_of(post), "missed");
  for (const std::int64_t post : late[&k_everybody]) {
    EXPECT_EQ(state_of(post), "planned");
    EXPECT_GT(session.number("SELECT due_at FROM posts WHERE id = $1", {post}), now_ms());
  }
}

void ThreeChatsDay::the_group_becomes_a_supergroup() {
  const std::int64_t open = card(k_everybody);
  BotApi& api = session.telegram().api();
  api.add_chat({k_became, "supergroup", "carlpics"});
  api.set_member(k_became, k_carl.id, "creator");
  const json moved{{"message_id", 90'000},
                   {"from", {{"id", k_carl.id}, {"first_name", "Carl"}}},
                   {"chat", {{"id", k_everybody.id}, {"type", "group"}, {"title", "carlpics"}}},
                   {"migrate_to_chat_id", k_became}};
  const std::int64_t same = key(k_everybody);
  api.add_update(json{{"message", moved}}.dump());
  poll();
  has_migrated = true;
  EXPECT_EQ(key(k_everybody), same);
  session.must_run({"post", "run"});
  EXPECT_EQ(session.cards_of(open), 2) << "once in the group, once in the supergroup";
  press(k_everybody, button("done", open));
  EXPECT_EQ(state_of(open), "posted") << chat(k_everybody).transcript();
}

void ThreeChatsDay::the_bot_is_removed_and_comes_back() {
  const auto state = [&] {
    return session.lines("SELECT state FROM chats WHERE telegram_id = $1", {k_roles.id}).front();
  };
  session.telegram().api().change_member(k_roles.id, k_sandbox_bot, "kicked");
  poll();
  EXPECT_EQ(state(), "unreachable");
  const auto due = make_due(k_roles, 1, 0);
  session.must_run({"post", "run"});
  EXPECT_EQ(state_of(due.front()), "planned");
  session.telegram().api().change_member(k_roles.id, k_sandbox_bot, "member");
  poll();
  EXPECT_EQ(state(), "active");
  session.must_run({"post", "run"});
  EXPECT_EQ(state_of(due.front()), "awaiting");
}

void ThreeChatsDay::a_token_is_typed() {
  ChatWindow there = chat(k_roles);
  const std::int64_t kept = there.write(k_anna, std::string("the token is ") + k_token);
  session.poll();
  EXPECT_FALSE(session.telegram().api().message(k_roles.id, kept)->is_deleted);
  EXPECT_TRUE(there.shows("please delete it yourself")) << there.transcript();
  EXPECT_TRUE(there.shows("do not belong in a chat")) << there.transcript();
  session.telegram().api().set_member(k_roles.id, k_sandbox_bot.id, "administrator");
  const std::int64_t gone = there.write(k_anna, std::string("/settings set x ") + k_token);
  session.poll();
  EXPECT_TRUE(session.telegram().api().message(k_roles.id, gone)->is_deleted);
}

void ThreeChatsDay::cleaning_up_and_hurrying() {
  const std::int64_t open = card(k_private);
  write(k_private, "/stats");
  const std::string photos = "Media " + std::to_string(k_photos);
  ASSERT_TRUE(chat(k_private).shows(photos));
  write(k_private, "/cleanup");
  EXPECT_FALSE(chat(k_private).shows(photos)) << chat(k_private).transcript();
  EXPECT_TRUE(chat(k_private).find_button(button("done", open))) << "open cards stay";

  session.query("DELETE FROM interactions");  // a minute later
  const auto answers = [&](const std::string& text) {
    const auto calls = session.telegram().accepted();
    return std::count_if(calls.begin(), calls.end(), [&](const RecordedCall& call) {
      return call.chat == k_became && call.text.find(text) != std::string::npos;
    });
  };
  const auto before = answers("Media to choose from");
  for (int i = 0; i < 25; ++i) chat(k_everybody).write(k_carl, "/status");
  chat(k_roles).write(k_anna, "/status");
  session.poll();
  EXPECT_EQ(answers("Media to choose from") - before, 20);
  EXPECT_EQ(answers("Too many commands"), 1);
  EXPECT_TRUE(chat(k_roles).shows("Media to choose from")) << "the others are not kept waiting";
}

void ThreeChatsDay::nothing_is_in_a_foreign_chat() {
  std::vector<std::string> refused;
  for (const RecordedCall& call : session.telegram().calls()) {
    if (!call.accepted()) refused.push_back(call.method + ": " + call.outcome);
    if (!call.chat) continue;
    for (const Party& party : k_parties) {
      const bool is_own =
          *call.chat == party.id || (*call.chat == k_became && party.id == k_everybody.id);
      const std::string all = call.text + call.caption + call.keyboard + call.file_name;
      if (is_own) continue;
      EXPECT_EQ(all.find(party.name), std::string::npos)
          << "chat " << *call.chat << " was sent: " << all;
    }
    const std::size_t at = call.caption.rfind(" · post ");
    if (at == std::string::npos) continue;
    const std::int64_t owner =
        session.number("SELECT chat_id FROM posts WHERE id = $1",
                       {std::stoll(call.caption.substr(at + std::string(" · post ").size()))});
    const bool moved = *call.chat == k_everybody.id;
    EXPECT_EQ(owner, session.number("SELECT id FROM chats WHERE telegram_id = $1",
                                    {moved ? k_became : *call.chat}));
  }
  // A poller that died before it knew does again what changes nothing any more.
  std::erase_if(refused, [](const std::string& call) {
    return call.find("message is not modified") != std::string::npos ||
           call.find("message to delete not found") != std::string::npos;
  });
  EXPECT_EQ(refused,
            std::vector<std::string>{"deleteMessage: Bad Request: message can't be deleted"});
}

TEST_F(ThreeChatsDay, EndsWithEachChatAsItsPeopleLeftIt) {
  SCOPED_TRACE("seed " + std::to_string(k_day_seed));
  morning_everybody_sets_up();
  menus_are_changed();
  two_press_at_once();
  rejecting_asks_and_a_missed_card_comes_again();
  an_account_is_chosen_and_a_file_fetched();
  pauses_end_in_each_way();
  the_group_becomes_a_supergroup();
  the_bot_is_removed_and_comes_back();
  a_token_is_typed();
  cleaning_up_and_hurrying();
  nothing_is_in_a_foreign_chat();
}

}  // namespace
}  // namespace igbot::test
