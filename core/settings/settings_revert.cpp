// SPDX-License-Identifier: MIT
#include "core/settings/settings_revert.hpp"

#include "core/account/account_repository.hpp"
#include "core/settings/registry.hpp"
#include "core/settings/source_credential.hpp"

namespace igbot {
namespace {

/// Takes a setting out of what is wanted, and says so unless it is so already.
void withhold(const char* key, const SettingValues& present, SettingValues& wanted,
              const std::string& why, std::vector<Withheld>& withheld) {
  const std::string& kept = present.find(key)->second;
  const std::string& asked = wanted.find(key)->second;
  if (kept != asked) withheld.push_back({key, kept, asked, why});
  wanted.erase(key);
}

void keep_dead_account(ChatScope scope, const SettingValues& present, SettingValues& wanted,
                       std::vector<Withheld>& withheld) {
  const std::string username = wanted.at(k_active_account);
  if (username.empty()) return;
  const auto account = AccountRepository(scope).find_by_username(username);
  if (account && account->state == AccountState::active) return;
  withhold(k_active_account, present, wanted,
           account ? "the account has no token that works" : "the account was removed", withheld);
}

void keep_lost_source(ChatScope scope, const SettingValues& present, SettingValues& wanted,
                      std::vector<Withheld>& withheld) {
  const std::string config = wanted.at(k_source_config);
  if (!refers_to_credential(config) || find_source_credential(scope, config)) return;
  for (const char* key : {k_source_type, k_source_config}) {
    withhold(key, present, wanted, "the credential of that source is gone", withheld);
  }
}

}  // namespace

RevertedSettings revert_settings(ChatScope scope, const RevertOptions& options) {
  const auto entry = SettingsHistory(scope).find(options.entry);
  if (!entry) {
    throw Error(ErrorKind::not_found,
                "no such entry in the chat's settings history: " + std::to_string(options.entry),
                "igbotctl settings history");
  }
  const SettingValues present = SettingsRepository(scope).values();
  SettingValues wanted = entry->settings;
  std::vector<Withheld> withheld;
  keep_dead_account(scope, present, wanted, withheld);
  keep_lost_source(scope, present, wanted, withheld);
  MergedSettings merged = merge_settings(present, wanted, options.include_state,
                                         {scope.now(), scope.actor().name, {}, {}});
  withheld.insert(withheld.end(), merged.withheld.begin(), merged.withheld.end());
  return {restore_settings(scope, present, merged.values, entry->mix, options.reason),
          std::move(withheld)};
}

}  // namespace igbot
