// SPDX-License-Identifier: MIT
#include "core/settings/settings_service.hpp"

#include <algorithm>

#include "core/settings/registry.hpp"
#include "core/time_text.hpp"

namespace igbot {
namespace {

SettingValues paused(const SettingValues& values, const Actor& actor, Timestamp now,
                     std::optional<Timestamp> until, const std::optional<std::string>& reason) {
  ChatSettings settings = to_chat_settings(values);
  if (!settings.is_paused) settings.paused_at = now;
  const auto because = reason ? reason : settings.pause_reason;
  const bool same =
      settings.is_paused && settings.paused_until == until && settings.pause_reason == because;
  if (!same) settings.paused_by = actor.name;
  settings.is_paused = true;
  settings.paused_until = until;
  settings.pause_reason = because;
  return to_values(settings);
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

/// The cards that await a decision are drawn anew with the next run; one redraw per post waits.
void redraw_cards(ChatScope scope) {
  scope.db().execute(
      "INSERT INTO outbox (chat_id, kind, post_id, payload, state, wake_at, created_at) "
      "SELECT chat_id, 'edit_card', id, '{}', 'waiting', $2, $2 FROM posts WHERE chat_id = $1 AND "
      "state = 'awaiting' AND message_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outbox o WHERE "
      "o.chat_id = $1 AND o.post_id = posts.id AND o.kind = 'edit_card' AND o.state = 'waiting')",
      {scope.key(), scope.now()});
}

/// The worker looks at the plan again, if it keeps one for this chat.
void wake_planner(ChatScope scope) {
  scope.db().execute("UPDATE chats SET plan_wake_at = $2 WHERE id = $1 AND auto_plan = 1",
                     {scope.key(), scope.now()});
}

}  // namespace

SettingValues SettingsService::values() const {
  return with_pause_ended(repository_.values(), scope_.now());
}

void SettingsService::check_account(const std::string& username) const {
  if (username.empty()) return;
  const auto found = scope_.db().execute(
      "SELECT 1 FROM accounts WHERE chat_id = $1 AND username = $2 AND state <> 'removed' LIMIT 1",
      {scope_.key(), username});
  if (found.empty()) {
    throw Error(ErrorKind::usage, "the chat has no account called " + username,
                "igbotctl settings get active_account names the one in use");
  }
}

void SettingsService::assign(SettingValues& values, const Assignment& assignment,
                             const std::optional<std::string>& reason) const {
  const auto& [key, text] = assignment;
  if (key == k_posting_hours) {
    const Hours hours = parse_hours(text);
    values["posting_hours_start"] = hours.start;
    values["posting_hours_end"] = hours.end;
    return;
  }
  const Setting& chosen = setting(key);
  if (chosen.is_state) {
    throw Error(ErrorKind::usage, key + " is not set by hand", "igbotctl pause or igbotctl resume");
  }
  const std::string canonical = chosen.parse(text);
  if (chosen.type == SettingType::account) check_account(canonical);
  if (key == "is_paused") {
    const SettingValues present = with_pause_ended(values, scope_.now());
    if (canonical == "false") {
      values = without_pause(values);
    } else if (present.at(key) != "true") {
      values = paused(present, scope_.actor(), scope_.now(), std::nullopt, reason);
    }
    return;
  }
  values[key] = canonical;
}

SettingsOutcome SettingsService::apply(const SettingValues& before, const SettingValues& after,
                                       const std::optional<std::string>& reason) {
  SettingsOutcome outcome{differences(before, after), 0};
  if (outcome.changes.empty()) return outcome;
  const auto any = [&](auto condition) {
    return std::any_of(outcome.changes.begin(), outcome.changes.end(), condition);
  };
  const bool shapes_plan =
      any([](const SettingChange& change) { return setting(change.key).shapes_plan; });
  if (shapes_plan) outcome.planned_posts = count_planned(scope_);
  for (const SettingChange& change : outcome.changes) {
    repository_.put(change.key, change.after);
    scope_.audit({.entity = "setting",
                  .entity_id = change.key,
                  .action = "set",
                  .before = change.before,
                  .after = change.after,
                  .reason = reason});
  }
  const bool plans_ahead =
      any([](const SettingChange& change) { return change.key == "plan_ahead_days"; });
  if (shapes_plan || plans_ahead) wake_planner(scope_);
  if (any([](const SettingChange& change) { return setting(change.key).redraws_cards; })) {
    redraw_cards(scope_);
  }
  add_snapshot(scope_, reason);
  return outcome;
}

SettingsOutcome SettingsService::set(const std::vector<Assignment>& assignments,
                                     const std::optional<std::string>& reason) {
  const SettingValues before = repository_.values();
  SettingValues after = before;
  for (const Assignment& assignment : assignments) assign(after, assignment, reason);
  return apply(before, after, reason);
}

SettingsOutcome SettingsService::toggle(const std::string& key,
                                        const std::optional<std::string>& reason) {
  const Setting& chosen = setting(key);
  if (chosen.type != SettingType::boolean) {
    throw Error(ErrorKind::usage, key + " is not an on/off setting",
                "igbotctl settings set " + key + " VALUE");
  }
  const SettingValues before = values();
  const std::string inverted = before.find(key)->second == "true" ? "false" : "true";
  return set({{key, inverted}}, reason);
}

SettingsOutcome SettingsService::unset(const std::vector<std::string>& keys,
                                       const SettingValues& defaults,
                                       const std::optional<std::string>& reason) {
  std::vector<Assignment> assignments;
  for (const std::string& key : keys) {
    std::vector<std::string> single{key};
    if (key == k_posting_hours) single = {"posting_hours_start", "posting_hours_end"};
    for (const std::string& name : single) {
      const auto configured = defaults.find(name);
      const std::string value =
          configured == defaults.end() ? setting(name).built_in() : configured->second;
      assignments.emplace_back(name, value);
    }
  }
  return set(assignments, reason);
}

SettingsOutcome SettingsService::pause(std::optional<Timestamp> until,
                                       const std::optional<std::string>& reason) {
  if (until && *until <= scope_.now()) {
    throw Error(ErrorKind::usage, "the end of the pause has passed already",
                "give a time in the future, as in --for 2h");
  }
  return apply(repository_.values(), paused(values(), scope_.actor(), scope_.now(), until, reason),
               reason);
}

SettingsOutcome SettingsService::resume(const std::optional<std::string>& reason) {
  const SettingValues before = repository_.values();
  return apply(before, without_pause(before), reason);
}

bool SettingsService::end_timed_pause() {
  const SettingValues before = repository_.values();
  const auto until = to_chat_settings(before).paused_until;
  return !apply(before, with_pause_ended(before, scope_.now()),
                "the timed pause was over at " + (until ? utc_text(*until) : "none"))
              .changes.empty();
}

void create_chat_settings(ChatScope scope, const SettingValues& initial) {
  SettingsRepository repository(scope);
  for (const Setting& setting : all_settings()) {
    const auto given = initial.find(setting.key);
    const bool is_given = given != initial.end() && !setting.is_state;
    repository.put(std::string(setting.key),
                   is_given ? setting.parse(given->second) : setting.built_in());
  }
  scope.audit({.entity = "setting", .entity_id = "*", .action = "initial setup"});
  add_snapshot(scope, "Initial setup");
}

Chat create_chat(UnitOfWork& unit, const InitialChat& initial) {
  ChatRepository chats(unit);
  if (auto existing = chats.find(initial.telegram_id)) return *existing;
  Chat chat = chats.create(initial.telegram_id, initial.name, ChatState::active);
  create_chat_settings(unit.chat(chat.key), initial.settings);
  return chat;
}

std::vector<SettingChange> changes_between(const SettingsSnapshot& before,
                                           const SettingsSnapshot& after) {
  auto changes = differences(before.settings, after.settings);
  if (before.mix != after.mix) {
    changes.push_back({"mix", mix_text(before.mix), mix_text(after.mix)});
  }
  return changes;
}

}  // namespace igbot
