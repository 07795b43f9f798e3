// SPDX-License-Identifier: MIT
#include "core/simulation/simulation_basis.hpp"

#include "core/post/outlet.hpp"
#include "core/post/post_repository.hpp"
#include "core/schedule/plan_repository.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::simulation {
namespace {

using std::chrono::days;

/// Beyond the last day that can be planned.
constexpr int k_days_ahead = 20 * 366;

std::vector<Beginning::OpenPost> open_posts(ChatScope scope) {
  const auto rows = scope.db().execute(
      "SELECT id, created_at FROM posts WHERE chat_id = $1 AND state IN ('planned', 'claimed', "
      "'sending', 'awaiting', 'approved', 'preparing', 'prepared', 'publishing', 'unknown') "
      "ORDER BY due_at, id",
      {scope.key()});
  std::vector<Beginning::OpenPost> posts;
  const post::PostRepository repository(scope);
  for (const auto& row : rows.rows) {
    posts.push_back({repository.find(row.id<PostId>(0)).value(), row.timestamp(1)});
  }
  return posts;
}

std::optional<Timestamp> plan_wake(ChatScope scope) {
  const auto rows = scope.db().execute(
      "SELECT plan_wake_at FROM chats WHERE id = $1 AND auto_plan = 1", {scope.key()});
  return rows.empty() ? std::nullopt : rows.front().optional_timestamp(0);
}

}  // namespace

Beginning beginning_of(ChatScope scope) {
  Beginning beginning{
      .chat = scope.key(), .settings = SettingsService(scope).load(), .now = scope.now()};
  const auto parameters = schedule::PlanParameters::of(beginning.settings);
  const LocalDay first = schedule::first_day(scope.now(), parameters, Zone::find(parameters.zone));
  auto basis = schedule::PlanRepository(scope).basis({first, first + days{k_days_ahead}});
  beginning.library = std::move(basis.library);
  beginning.mix = std::move(basis.mix);
  beginning.mix_began = basis.mix_began;
  beginning.taken = std::move(basis.taken);
  beginning.open = open_posts(scope);
  beginning.plan_wake_at = plan_wake(scope);
  beginning.outlet_why_not = post::outlet_of(scope, beginning.settings, {}).why_not;
  return beginning;
}

}  // namespace igbot::simulation
