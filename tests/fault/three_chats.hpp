// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "tests/fault/bot_session.hpp"

namespace igbot::test {

inline const SandboxPerson k_carl{10, "Carl"};

/// One of the three, with what tells its things from those of the others.
struct Party {
  const char* name;
  std::int64_t id;
  SandboxPerson owner;
  const char* daily;
  const char* hours;
};
inline const std::array<Party, 3> k_parties{{{"benpics", 8, k_ben, "3", "9-21"},
                                             {"annapics", -1002000000002, k_anna, "5", "13-1"},
                                             {"carlpics", -3003, k_carl, "10", "10-22"}}};
inline const Party& k_private = k_parties[0];
inline const Party& k_roles = k_parties[1];
inline const Party& k_everybody = k_parties[2];

/// What the group of everybody becomes.
inline constexpr std::int64_t k_became = -1002000000003;
inline constexpr unsigned k_day_seed = 20263;

/// A private chat, a supergroup with roles and a group where everybody may act, of one bot whose
/// pollers keep dying.
class ThreeChats : public testing::Test {
 protected:
  ThreeChats()
      : session({{k_private.id, "private", "benpics"},
                 {k_roles.id, "supergroup", "annapics", false},
                 {k_everybody.id, "group", "carlpics"}}) {
    for (const Party& party : k_parties) {
      if (party.id > 0) continue;
      session.telegram().api().set_member(party.id, party.owner.id, "creator");
      session.telegram().api().set_member(party.id, k_eve.id, "member");
    }
  }

  ChatWindow chat(const Party& party) { return session.chat(now_at(party)); }
  std::int64_t now_at(const Party& party) const {
    return has_migrated && party.id == k_everybody.id ? k_became : party.id;
  }
  std::int64_t key(const Party& party) {
    return session.number("SELECT id FROM chats WHERE telegram_id = $1", {now_at(party)});
  }
  std::string setting(const Party& party, const std::string& name) {
    std::string value =
        session.must_run({"settings", "get", name, "--chat", std::to_string(now_at(party))});
    return value.substr(0, value.find('\n'));
  }
  std::string state_of(std::int64_t post) const {
    const auto state = session.lines("SELECT state FROM posts WHERE id = $1", {post});
    return state.empty() ? "" : state.front();
  }

  /// A poller dies somewhere, another one takes in what is left.
  void poll() {
    session.kill_poller(random);
    session.poll();
  }
  /// Each chat's owner presses that, all before the bot takes it in.
  void all_press(const std::string& button) {
    for (const Party& party : k_parties) chat(party).press(party.owner, button);
    poll();
  }
  void press(const Party& party, const std::string& button) {
    chat(party).press(party.owner, button);
    poll();
  }
  void write(const Party& party, const std::string& text) {
    chat(party).write(party.owner, text);
    poll();
  }

  /// Makes the next planned posts of a chat due, so many minutes ago.
  std::vector<std::int64_t> make_due(const Party& party, int count, int minutes) {
    std::vector<std::int64_t> posts;
    const auto found = session.query(
        "UPDATE posts SET due_at = $3, wake_at = $3 WHERE id IN (SELECT id FROM posts WHERE "
        "chat_id = $1 AND state = 'planned' AND pinned = 0 AND slot_day IS NOT NULL AND due_at > "
        "$3 ORDER BY due_at DESC LIMIT $2) RETURNING id",
        {key(party), std::int64_t{count}, now_ms() - std::int64_t{60'000} * minutes - 1000});
    for (const auto& row : found.rows) posts.push_back(row.integer(0));
    std::sort(posts.begin(), posts.end());
    return posts;
  }
  static std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  /// A card of a post that is due now, brought by `post run`.
  std::int64_t card(const Party& party) {
    const auto posts = make_due(party, 1, 0);
    session.must_run({"post", "run"});
    EXPECT_EQ(posts.size(), 1u);
    const std::int64_t post = posts.empty() ? 0 : posts.front();
    EXPECT_EQ(state_of(post), "awaiting") << chat(party).transcript();
    return post;
  }
  static std::string button(const std::string& verb, std::int64_t post,
                            const std::string& value = {}) {
    return "v1:" + verb + ":" + std::to_string(post) + ":" + value;
  }

  BotSession session;
  std::mt19937 random{k_day_seed};
  bool has_migrated = false;
};

}  // namespace igbot::test
