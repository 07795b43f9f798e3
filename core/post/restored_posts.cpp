// SPDX-License-Identifier: MIT
#include "core/post/restored_posts.hpp"

#include <limits>

#include "core/post/gate.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/transition.hpp"
#include "core/settings/settings_repository.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/chat_repository.hpp"
#include "core/time_text.hpp"

namespace igbot::post {
namespace {

/// Nothing where no step of the worker can have happened since.
std::optional<Verb> doubt_about(const Post& post, const ChatSettings& settings, Timestamp now) {
  switch (post.state) {
    case PostState::planned:
      if (post.due_at > now) return std::nullopt;
      return needs_card(post, settings) ? Verb::doubt_card : Verb::doubt_publish;
    case PostState::claimed:
      return needs_card(post, settings) ? Verb::doubt_card : Verb::doubt_publish;
    case PostState::sending:
      return Verb::doubt_card;
    case PostState::approved:
      if (post.due_at > now) return std::nullopt;
      return Verb::doubt_publish;
    case PostState::preparing:
    case PostState::prepared:
    case PostState::publishing:
      return Verb::doubt_publish;
    default:
      return std::nullopt;
  }
}

class HoldingBack {
 public:
  HoldingBack(ChatScope scope, Timestamp made_at)
      : scope_(scope), settings_(SettingsService(scope).load()), made_at_(made_at) {}

  int doubt_posts() {
    const std::string why =
        "restored from a backup of " + utc_text(made_at_) + ", it may have gone out since";
    PostFilter all;
    all.limit = std::numeric_limits<int>::max();
    int doubtful = 0;
    for (const PostState state :
         {PostState::planned, PostState::claimed, PostState::sending, PostState::approved,
          PostState::preparing, PostState::prepared, PostState::publishing}) {
      all.state = state;
      for (const Post& post : PostRepository(scope_).list(all)) {
        const auto verb = doubt_about(post, settings_, scope_.now());
        if (verb && doubt(post, *verb, why)) ++doubtful;
      }
    }
    all.state = PostState::unknown;
    for (const Post& post : PostRepository(scope_).list(all)) {
      if (is_lost_publish(post)) doubt(post, Verb::look_again, post.reason);
    }
    return doubtful;
  }

  bool pause() {
    if (settings_.is_paused && !settings_.paused_until) return false;
    SettingsService(scope_).pause(std::nullopt, "restored from a backup of " + utc_text(made_at_) +
                                                    "; check what was posted since, then resume");
    return true;
  }

 private:
  /// What its container says proves nothing: another one may have been published since the backup.
  bool doubt(const Post& post, Verb verb, const std::optional<std::string>& why) {
    return Transition(scope_, settings_)
        .advance(post, verb, why, [](Post& doubtful) { doubtful.publish_lost_at.reset(); })
        .has_value();
  }

  ChatScope scope_;
  ChatSettings settings_;
  Timestamp made_at_;
};

/// Posts made after the backup are not in it, but their cards are in the chats and name them by
/// their ids: those are not given out again.
void leave_ids_behind(sql::Connection& db) {
  constexpr std::int64_t k_era = 100'000;
  const auto last =
      db.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'posts'")
          .front()
          .integer(0);
  db.execute("DELETE FROM sqlite_sequence WHERE name = 'posts'");
  db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('posts', $1)",
             {(last / k_era + 1) * k_era});
}

}  // namespace

HeldBack hold_back_restored(UnitOfWork& unit, Timestamp made_at) {
  HeldBack held;
  leave_ids_behind(unit.db());
  for (const Chat& chat : ChatRepository(unit).all()) {
    if (!SettingsRepository(unit.chat(chat.key)).exists()) continue;  // nor has it posts
    HoldingBack holding(unit.chat(chat.key), made_at);
    held.posts_unknown += holding.doubt_posts();
    // An archived chat does nothing by itself, and only unarchive changes it.
    if (chat.state != ChatState::archived) held.chats_paused += holding.pause() ? 1 : 0;
  }
  return held;
}

}  // namespace igbot::post
