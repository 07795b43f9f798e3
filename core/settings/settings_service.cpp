// SPDX-License-Identifier: MIT
#include "core/settings/settings_service.hpp"

#include "core/settings/registry.hpp"
#include "core/time_text.hpp"

namespace igbot {

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
      values = with_pause(present, {scope_.now(), scope_.actor().name, std::nullopt, reason});
    }
    return;
  }
  values[key] = canonical;
}

SettingsOutcome SettingsService::apply(const SettingValues& before, const SettingValues& after,
                                       const std::optional<std::string>& reason) {
  SettingsOutcome outcome = write_settings(scope_, before, after, reason);
  if (!outcome.changes.empty()) add_snapshot(scope_, reason);
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
  const SettingValues present = values();
  const std::optional<std::string> because =
      reason ? reason : to_chat_settings(present).pause_reason;
  return apply(repository_.values(),
               with_pause(present, {scope_.now(), scope_.actor().name, until, because}), reason);
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

}  // namespace igbot
