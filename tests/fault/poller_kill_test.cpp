// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "tests/fault/bot_session.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr std::int64_t k_killed = -2001;
constexpr unsigned k_poller_seed = 20262;
constexpr int k_kills_each = 3;

/// What must be in the database at the end, in order.
struct Script {
  std::vector<std::string> interactions;  ///< commands and presses that were counted
  std::vector<std::string> changes;       ///< "key=value" of the settings history
  std::vector<std::string> outcomes;      ///< of decided posts
};

class PollerKill : public testing::Test {
 protected:
  PollerKill() : session({{k_killed, "group", "Team"}}, 3ms), team(session.chat(k_killed)) {
    session.telegram().api().set_member(k_killed, k_anna.id, "creator");
  }

  /// Pollers die at random moments while there is something to take in; the last one lives.
  void poll_with_kills() {
    for (int i = 0; i < kills_each; ++i) {
      met += session.kill_poller(random) ? 1 : 0;
      ++kills;
    }
    session.poll();
  }

  void write(const std::string& text, const std::string& counted) {
    team.write(k_anna, text);
    if (!counted.empty()) script.interactions.push_back("command " + counted);
    poll_with_kills();
  }
  void press(const std::string& button) {
    const auto found = team.find_button(button);
    ASSERT_TRUE(found) << button << "\n" << team.transcript();
    team.press(k_anna, button);
    const std::string verb = found->data.substr(3);
    script.interactions.push_back("press " + verb.substr(0, verb.find(':')));
    poll_with_kills();
  }
  void reply(const std::string& text) {
    team.reply(k_anna, text);
    poll_with_kills();
  }

  void set_up() {
    const std::string folder = session.photos("team", 30, 1);
    write("/start " + session.invite(), "");
    press("v1:init::mode.dry");
    press("v1:init::account.skip");
    press("v1:init::source.custom");
    reply(folder);
    press("v1:init::daily.custom");
    reply("6");
    press("v1:init::hours.9-21");
    press("v1:init::zone.skip");
    press("v1:init::done");
    script.changes.emplace_back("Initial setup");
    press("v1:schedule:");
  }

  void change_settings() {
    write("/settings", "settings");
    press("v1:set::dry_run_mode=false");
    script.changes.emplace_back("dry_run_mode=false");
    press("v1:set::dry_run_mode=true");
    script.changes.emplace_back("dry_run_mode=true");
    press("v1:menu::edit.posts_per_day");
    press("v1:ask::posts_per_day");
    reply("8");
    script.changes.emplace_back("posts_per_day=8");
    write("/schedule 3", "schedule");
    write("/sync", "sync");
    write("/pause 2h lunch", "pause");
    script.changes.emplace_back("is_paused=true");
    write("/resume", "resume");
    script.changes.emplace_back("is_paused=false");
  }

  /// A card comes and is decided. What was lost between sending it and knowing that it arrived is
  /// in doubt: a press settles that, on the card when it is there, else on the alert.
  void decide(const std::vector<std::string>& verbs, const std::string& outcome) {
    write("/next", "next");
    const std::int64_t post = session.number(
        "SELECT id FROM posts WHERE pinned = 1 ORDER BY updated_at DESC, id DESC LIMIT 1");
    session.cli().run({"post", "run"});
    if (session.cards_of(post) == 0) {
      ++lost_before_sending;
      session.poll();
      press("v1:notdelivered:" + std::to_string(post) + ":");
      session.cli().run({"post", "run"});
    }
    for (const std::string& verb : verbs) {
      const std::string value = verb == "reject" && &verb == &verbs.back() ? "yes" : "";
      press("v1:" + verb + ":" + std::to_string(post) + ":" + value);
    }
    script.outcomes.push_back(outcome);
    EXPECT_EQ(session.cards_of(post), 1) << "post " << post << "\n" << team.transcript();
  }

  std::vector<std::string> changes_in_history() {
    const json history = json::parse(session.must_run(
        {"settings", "history", "--limit", "1000", "--json", "--chat", std::to_string(k_killed)}));
    std::vector<std::string> list;
    for (const json& entry : history.at("history")) {
      std::string text;
      for (const json& change : entry.at("changes")) {
        const std::string key = change.at("key");
        // Who paused and until when comes with the pause.
        if (key.starts_with("pause")) continue;
        const json& after = change.at("after");
        text += key + "=" + (after.is_string() ? after.get<std::string>() : after.dump());
      }
      list.insert(list.begin(), text);
    }
    if (!list.empty()) list.front() = "Initial setup";
    return list;
  }

  /// What is not as the script says; empty when every update took effect exactly once.
  std::vector<std::string> discrepancies() {
    std::vector<std::string> found;
    const std::string of_team =
        "chat_id = (SELECT id FROM chats WHERE telegram_id = " + std::to_string(k_killed) + ")";
    const auto compare = [&](const char* what, const std::vector<std::string>& is,
                             const std::vector<std::string>& should) {
      if (is != should) {
        found.push_back(std::string(what) + ": " + testing::PrintToString(is) + ", not " +
                        testing::PrintToString(should));
      }
    };
    compare("interactions",
            session.lines("SELECT kind || ' ' || name FROM interactions WHERE " + of_team +
                          " ORDER BY id"),
            script.interactions);
    compare("settings", changes_in_history(), script.changes);
    compare("outcomes",
            session.lines("SELECT outcome FROM posting_history WHERE " + of_team + " ORDER BY id"),
            script.outcomes);
    return found;
  }

  BotSession session;
  ChatWindow team;
  Script script;
  std::mt19937 random{k_poller_seed};
  int kills_each = k_kills_each * fault_rounds();
  int kills = 0;
  int met = 0;
  int lost_before_sending = 0;
};

TEST_F(PollerKill, EveryUpdateOfASessionTakesEffectExactlyOnce) {
  SCOPED_TRACE("seed " + std::to_string(k_poller_seed));
  set_up();
  if (HasFatalFailure()) return;
  change_settings();
  if (HasFatalFailure()) return;
  session.query("DELETE FROM interactions");  // the limit of commands: a minute has passed
  script.interactions.clear();
  decide({"done"}, "posted");
  decide({"skip"}, "skipped");
  decide({"reject", "reject"}, "rejected");

  EXPECT_EQ(discrepancies(), std::vector<std::string>{});
  EXPECT_EQ(session.number("SELECT count(*) FROM memberships WHERE role = 'owner'"), 1);
  EXPECT_EQ(session.number("SELECT count(*) FROM audit_log WHERE action = 'role'"), 1);
  EXPECT_EQ(session.number("SELECT count(*) FROM audit_log WHERE entity = 'invite' AND action = "
                           "'used'"),
            1);
  EXPECT_EQ(session.number("SELECT count(*) FROM posts WHERE state = 'unknown'"), 0);
  EXPECT_EQ(session.number("SELECT count(*) FROM conversations"), 0) << "the wizard is complete";
  EXPECT_GT(met, kills / 4) << "the kills came too late to prove anything";
  tell_figures("R1", "telegram poll killed at random",
               {{"kills", kills},
                {"met", met},
                {"cards lost before they were sent", lost_before_sending},
                {"twice or lost", discrepancies().size()}});
}

/// The control: a poller that forgets where it was would be found out by the same judge.
TEST_F(PollerKill, AForgottenOffsetIsFoundByTheSameJudge) {
  session.must_run({"init", "--chat", std::to_string(k_killed), "--name", "team", "--yes"});
  script.changes = {"Initial setup", "posts_per_day=7", "posts_per_day=8"};
  script.interactions = {"command settings", "command settings"};
  std::vector<std::pair<std::int64_t, std::string>> updates;
  for (const char* value : {"7", "8"}) {
    json update{{"message",
                 {{"message_id", 900},
                  {"from", {{"id", k_anna.id}, {"first_name", "Anna"}}},
                  {"chat", {{"id", k_killed}, {"type", "group"}, {"title", "Team"}}},
                  {"text", std::string("/settings set posts_per_day ") + value}}}};
    const std::int64_t id = session.telegram().api().add_update(update.dump());
    update["update_id"] = id;
    updates.emplace_back(id, update.dump());
  }
  poll_with_kills();
  EXPECT_EQ(discrepancies(), std::vector<std::string>{});

  session.query("UPDATE telegram_pollers SET next_update_id = 0");
  for (const auto& [id, text] : updates) session.telegram().api().add_raw_update(id, text);
  session.poll();
  EXPECT_EQ(discrepancies().size(), 2u) << testing::PrintToString(discrepancies());
  tell_figures("R1", "control: a poller that forgets where it was",
               {{"twice or lost", discrepancies().size()}});
}

}  // namespace
}  // namespace igbot::test
