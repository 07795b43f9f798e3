// SPDX-License-Identifier: MIT
#include "core/post/late_posts.hpp"

#include <limits>

#include "core/access/authorise.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/transition.hpp"
#include "core/schedule/overdue.hpp"
#include "core/schedule/reschedule.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::post {
namespace {

constexpr const char* k_why = "overdue when the chat was resumed";

/// The instants of posts that are coming or went out within the last day.
std::vector<Timestamp> neighbours(ChatScope scope) {
  const auto rows = scope.db().execute(
      "SELECT due_at FROM posts WHERE chat_id = $1 AND due_at >= $2 AND state NOT IN ('canceled', "
      "'missed', 'skipped', 'rejected', 'failed') AND NOT (state = 'planned' AND due_at < $3) "
      "ORDER BY due_at",
      {scope.key(), scope.now() - std::chrono::hours{24}, scope.now() - schedule::k_overdue_after});
  std::vector<Timestamp> instants;
  for (const auto& row : rows.rows) instants.push_back(row.timestamp(0));
  return instants;
}

}  // namespace

LatePosts::LatePosts(ChatScope scope) : scope_(scope), settings_(SettingsService(scope).load()) {}

std::vector<Post> LatePosts::list() const {
  PostFilter filter;
  filter.state = PostState::planned;
  filter.limit = std::numeric_limits<int>::max();
  filter.to = scope_.now() - schedule::k_overdue_after;
  return PostRepository(scope_).list(filter);
}

std::vector<Post> LatePosts::clear() {
  access::require_right(scope_, access::Right::post);
  std::vector<Post> cleared;
  for (const Post& post : list()) {
    if (auto after = Transition(scope_, settings_).advance(post, Verb::miss, k_why)) {
      cleared.push_back(std::move(*after));
    }
  }
  return cleared;
}

std::vector<Post> LatePosts::reschedule() {
  access::require_right(scope_, access::Right::post);
  const std::vector<Post> late = list();
  const auto parameters = schedule::PlanParameters::of(settings_);
  const Zone zone = Zone::find(parameters.zone);
  const auto instants =
      schedule::next_free_instants(late.size(), neighbours(scope_), parameters, zone, scope_.now());
  std::vector<Post> moved;
  for (std::size_t i = 0; i < late.size(); ++i) {
    moved.push_back(
        Transition(scope_, settings_).decide(late[i], Verb::move, k_why, [&](Post& post) {
          post.due_at = instants[i];
          post.pinned = true;
          post.next_attempt_at.reset();
        }));
  }
  return moved;
}

}  // namespace igbot::post
