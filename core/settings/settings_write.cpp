// SPDX-License-Identifier: MIT
#include "core/settings/settings_write.hpp"

#include <algorithm>

#include "core/access/authorise.hpp"
#include "core/settings/registry.hpp"

namespace igbot {
namespace {

/// What all these changes together take.
access::Right right_for(const std::vector<SettingChange>& changes) {
  access::Right most = access::Right::look;
  for (const SettingChange& change : changes) most = std::max(most, setting(change.key).right);
  return most;
}

/// Posts that a new plan would move: not sent, not pinned by hand, still to come.
std::int64_t count_planned(ChatScope scope) {
  return scope.db()
      .execute(
          "SELECT count(*) FROM posts WHERE chat_id = $1 AND state = 'planned' "
          "AND pinned = 0 AND slot_day IS NOT NULL AND due_at > $2",
          {scope.key(), scope.now()})
      .front()
      .integer(0);
}

/// The worker looks at the plan again, if it keeps one for this chat.
void wake_planner(ChatScope scope) {
  scope.db().execute("UPDATE chats SET plan_wake_at = $2 WHERE id = $1 AND auto_plan = 1",
                     {scope.key(), scope.now()});
}

}  // namespace

void redraw_cards(ChatScope scope) {
  scope.db().execute(
      "INSERT INTO outbox (chat_id, kind, post_id, payload, state, wake_at, created_at) "
      "SELECT chat_id, 'edit_card', id, '{}', 'waiting', $2, $2 FROM posts WHERE chat_id = $1 AND "
      "state = 'awaiting' AND message_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outbox o WHERE "
      "o.chat_id = $1 AND o.post_id = posts.id AND o.kind = 'edit_card' AND o.state = 'waiting')",
      {scope.key(), scope.now()});
}

std::vector<SettingChange> differences(const SettingValues& before, const SettingValues& after) {
  std::vector<SettingChange> changes;
  for (const Setting& setting : all_settings()) {
    const std::string& old_value = before.find(setting.key)->second;
    const std::string& new_value = after.find(setting.key)->second;
    if (old_value != new_value) {
      changes.push_back({std::string(setting.key), old_value, new_value});
    }
  }
  return changes;
}

std::vector<SettingChange> changes_between(const SettingsSnapshot& before,
                                           const SettingsSnapshot& after) {
  auto changes = differences(before.settings, after.settings);
  if (before.mix != after.mix) {
    changes.push_back({"mix", mix_text(before.mix), mix_text(after.mix)});
  }
  return changes;
}

SettingsOutcome write_settings(ChatScope scope, const SettingValues& before,
                               const SettingValues& after,
                               const std::optional<std::string>& reason) {
  SettingsOutcome outcome{differences(before, after), 0};
  if (outcome.changes.empty()) return outcome;
  access::require_right(scope, right_for(outcome.changes));
  const auto any = [&](auto condition) {
    return std::any_of(outcome.changes.begin(), outcome.changes.end(), condition);
  };
  const bool shapes_plan =
      any([](const SettingChange& change) { return setting(change.key).shapes_plan; });
  if (shapes_plan) outcome.planned_posts = count_planned(scope);
  SettingsRepository repository(scope);
  for (const SettingChange& change : outcome.changes) {
    repository.put(change.key, change.after);
    scope.audit({.entity = "setting",
                 .entity_id = change.key,
                 .action = "set",
                 .before = change.before,
                 .after = change.after,
                 .reason = reason});
  }
  const bool plans_ahead =
      any([](const SettingChange& change) { return change.key == "plan_ahead_days"; });
  if (shapes_plan || plans_ahead) wake_planner(scope);
  if (any([](const SettingChange& change) { return setting(change.key).redraws_cards; })) {
    redraw_cards(scope);
  }
  return outcome;
}

}  // namespace igbot
