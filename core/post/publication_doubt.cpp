// SPDX-License-Identifier: MIT
#include "core/post/gate.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/publication.hpp"
#include "core/post/publish_doubt.hpp"
#include "core/post/setback.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::post {
namespace {

/// Stories of the account that igbotctl published for this chat.
std::set<std::string> known_stories(ChatScope scope) {
  const auto rows = scope.db().execute(
      "SELECT instagram_media_id FROM posts WHERE chat_id = $1 AND instagram_media_id IS NOT NULL "
      "AND due_at >= $2 ORDER BY id",
      {scope.key(), scope.now() - std::chrono::days{30}});
  std::set<std::string> known;
  for (const auto& row : rows.rows) known.insert(row.text(0));
  return known;
}

}  // namespace

std::optional<Claimed> Publication::doubtful(PostId id) {
  return worker_.store.read([&](UnitOfWork& unit) -> std::optional<Claimed> {
    const ChatScope scope = unit.chat(chat_);
    const auto chat = ChatRepository(unit).find(chat_);
    const auto post = PostRepository(scope).find(id);
    if (!chat || !post || !is_lost_publish(*post)) return std::nullopt;
    return Claimed{*chat, *post, SettingsService(scope).load(),
                   media::MediaRepository(scope).find(post->media).value()};
  });
}

void Publication::look_into(PostId id) {
  if (worker_.publish_run.is_down) return;
  auto claimed = doubtful(id);
  if (!claimed) return;
  const auto account = open(*claimed, *claimed->post.prepared_account);
  if (!account) return;
  const auto answer = tools_.publisher().inspect(*account, *claimed->post.prepared_id);
  if (const auto* refused = std::get_if<Refused>(&answer)) {
    return set_back(worker_, *claimed, *account, *refused);
  }
  const auto& status = std::get<ContainerStatus>(answer);
  const Timestamp now = worker_.store.clock().now();
  switch (decide_doubt(claimed->post, status.state, now)) {
    case DoubtStep::live:
      return published(*claimed, *account, Verb::found_live, std::nullopt);
    case DoubtStep::dead: {
      const std::string why = "Instagram says that it was not published: " + status.detail;
      if (advance(worker_, *claimed, Verb::found_dead, why)) {
        report(worker_, *claimed, "failed", why);
      }
      return release(*claimed);
    }
    case DoubtStep::first_look:
      return look_again(*claimed,
                        claimed->post.republished
                            ? "Instagram was asked twice and has not published it: a person decides"
                            : "Instagram has not published it so far",
                        now + k_doubt_between, now);
    case DoubtStep::look_again:
      return look_again(*claimed, claimed->post.reason.value_or(""), next_look(claimed->post, now),
                        status.state == ContainerState::finished ? claimed->post.publish_finished_at
                                                                 : std::nullopt);
    case DoubtStep::ask_stories:
      return decide_by_stories(*claimed, *account);
  }
}

void Publication::look_again(Claimed& claimed, const std::string& why, Timestamp at,
                             std::optional<Timestamp> finished_at) {
  advance(worker_, claimed, Verb::look_again, why, [&](ChatScope, Post& post) {
    post.next_attempt_at = at;
    post.publish_finished_at = finished_at;
  });
}

void Publication::decide_by_stories(Claimed& claimed, const PublishingAccount& account) {
  const auto answer = tools_.publisher().stories(account);
  if (const auto* refused = std::get_if<Refused>(&answer)) {
    return set_back(worker_, claimed, account, *refused);
  }
  const auto known =
      worker_.store.read([&](UnitOfWork& unit) { return known_stories(unit.chat(chat_)); });
  const Timestamp now = worker_.store.clock().now();
  if (may_be_live(claimed.post, std::get<std::vector<LiveStory>>(answer), known)) {
    return look_again(claimed,
                      "@" + account.username + " shows a story that may be this one, or another",
                      next_look(claimed.post, now), claimed.post.publish_finished_at);
  }
  if (!has_quota(claimed, account)) return;
  if (begin(claimed, Verb::publish_again)) return publish_once(claimed, account);
  look_again(claimed, "Instagram has not published it, and it may not go out now",
             next_look(claimed.post, now), claimed.post.publish_finished_at);
}

}  // namespace igbot::post
