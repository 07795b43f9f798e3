// SPDX-License-Identifier: MIT
#include "core/settings/settings_history.hpp"

#include <nlohmann/json.hpp>

#include "core/settings/registry.hpp"

namespace igbot {
namespace {

constexpr std::string_view k_columns =
    "SELECT id, valid_from, valid_to, changed_by, changed_by_name, reason, settings, mix "
    "FROM chat_settings_history WHERE chat_id = $1 ";

std::string settings_text(const SettingValues& values) {
  nlohmann::json document = nlohmann::json::object();  // members come out sorted
  for (const Setting& setting : all_settings()) {
    document[std::string(setting.key)] = setting.to_json(values.find(setting.key)->second);
  }
  return document.dump();
}

/// The reverse of Setting::to_json, which needs no type.
std::string canonical_from(const nlohmann::json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : value.dump();
}

SettingValues settings_from(const std::string& text) {
  const auto document = nlohmann::json::parse(text);
  SettingValues values = to_values(ChatSettings{});
  for (const Setting& setting : all_settings()) {
    const auto found = document.find(setting.key);
    if (found == document.end()) continue;
    values.find(setting.key)->second = canonical_from(*found);
  }
  return values;
}

MixShares present_mix(ChatScope scope) {
  MixShares mix;
  const auto result = scope.db().execute(
      "SELECT category, share FROM category_mix WHERE chat_id = $1 AND is_current = 1 "
      "ORDER BY category",
      {scope.key()});
  for (const auto& row : result.rows) mix.emplace(row.text(0), row.integer(1));
  return mix;
}

std::vector<SettingsSnapshot> snapshots_from(const sql::Result& result) {
  std::vector<SettingsSnapshot> snapshots;
  for (const auto& row : result.rows) {
    snapshots.push_back({row.integer(0), row.timestamp(1), row.optional_timestamp(2),
                         Actor{row.text(3), row.text(4)}, row.optional_text(5),
                         settings_from(row.text(6)), parse_mix_text(row.text(7))});
  }
  return snapshots;
}

std::optional<SettingsSnapshot> only_one(std::vector<SettingsSnapshot> snapshots) {
  if (snapshots.empty()) return std::nullopt;
  return std::move(snapshots.front());
}

}  // namespace

std::string mix_text(const MixShares& mix) { return nlohmann::json(mix).dump(); }

MixShares parse_mix_text(const std::string& text) {
  return nlohmann::json::parse(text).get<MixShares>();
}

void add_snapshot(ChatScope scope, const std::optional<std::string>& reason) {
  scope.db().execute(
      "UPDATE chat_settings_history SET valid_to = $2, is_current = 0 "
      "WHERE chat_id = $1 AND is_current = 1",
      {scope.key(), scope.now()});
  scope.db().execute(
      "INSERT INTO chat_settings_history (chat_id, settings, mix, valid_from, is_current, "
      "changed_by, changed_by_name, reason) VALUES ($1, $2, $3, $4, 1, $5, $6, $7)",
      {scope.key(), settings_text(SettingsRepository(scope).values()), mix_text(present_mix(scope)),
       scope.now(), scope.actor().id, scope.actor().name, reason});
}

std::vector<SettingsSnapshot> SettingsHistory::latest(int limit,
                                                      std::optional<std::int64_t> before) const {
  return snapshots_from(scope_.db().execute(
      std::string(k_columns) + "AND ($3 IS NULL OR id < $3) ORDER BY id DESC LIMIT $2",
      {scope_.key(), limit > 0 ? limit : -1, before}));
}

std::optional<SettingsSnapshot> SettingsHistory::at(Timestamp instant) const {
  auto found = only_one(snapshots_from(scope_.db().execute(
      std::string(k_columns) +
          "AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY id DESC LIMIT 1",
      {scope_.key(), instant})));
  if (found) found->settings = with_pause_ended(found->settings, instant);
  return found;
}

std::optional<SettingsSnapshot> SettingsHistory::find(std::int64_t id) const {
  return only_one(snapshots_from(
      scope_.db().execute(std::string(k_columns) + "AND id = $2", {scope_.key(), id})));
}

std::optional<SettingsSnapshot> SettingsHistory::previous(const SettingsSnapshot& snapshot) const {
  return only_one(latest(1, snapshot.id));
}

}  // namespace igbot
