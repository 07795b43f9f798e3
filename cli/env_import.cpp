// SPDX-License-Identifier: MIT
#include "cli/env_import.hpp"

#include "core/account/credential_repository.hpp"

namespace igbot::cli {
namespace {

/// Whether the account's present token is this one.
bool has_token(const CredentialRepository& credentials, const Account& account, const Secret& token,
               const crypto::KeyRing& keys) {
  if (!account.credential || account.state != AccountState::active) return false;
  const auto present = credentials.find(*account.credential);
  return present && credentials.open(*present, keys).reveal() == token.reveal();
}

AccountImport import_account(ChatScope scope, const EnvAccount& wanted,
                             const std::optional<crypto::KeyRing>& keys) {
  AccountRepository accounts(scope);
  CredentialRepository credentials(scope);
  const auto existing = accounts.find_by_instagram_id(wanted.account.instagram_id);
  const Account account = existing ? *existing : accounts.add(wanted.account);
  if (wanted.token.empty()) {
    return existing ? AccountImport::unchanged : AccountImport::awaits_token;
  }
  if (has_token(credentials, account, wanted.token, *keys)) return AccountImport::unchanged;
  const NewCredential token{.kind = CredentialKind::instagram_token, .secret = wanted.token};
  if (account.credential) {
    credentials.replace(*account.credential, token, *keys);
    accounts.set_credential(account, *account.credential);
  } else {
    accounts.set_credential(account, credentials.add(token, *keys));
  }
  return existing ? AccountImport::token_replaced : AccountImport::added;
}

/// The settings of a chat that has none yet: dry run unless told otherwise, whatever the
/// configuration, which may have read the same file, says.
SettingValues initial_settings(const EnvTarget& target, const EnvPlan& plan) {
  SettingValues values = target.configured;
  if (!target.live) {
    values["dry_run_mode"] = "true";
    values["enable_instagram_api"] = "false";
  }
  for (const auto& [key, value] : plan.settings) values[key] = value;
  return values;
}

Chat find_or_create(UnitOfWork& unit, const EnvTarget& target, std::optional<Chat> existing) {
  ChatRepository chats(unit);
  if (!existing) {
    const std::string id = std::to_string(number(target.telegram_id));
    return chats.create(target.telegram_id, target.name.empty() ? id : target.name,
                        ChatState::active);
  }
  if (existing->state == ChatState::archived) {
    throw Error(ErrorKind::conflict, "chat is archived: " + existing->name,
                "igbotctl chat unarchive --chat " + std::to_string(number(target.telegram_id)));
  }
  if (!target.name.empty() && target.name != existing->name) {
    chats.rename(*existing, target.name);
    existing->name = target.name;
  }
  return *existing;
}

}  // namespace

std::string to_string(AccountImport account) {
  switch (account) {
    case AccountImport::none:
      return "none";
    case AccountImport::unchanged:
      return "unchanged";
    case AccountImport::added:
      return "added";
    case AccountImport::token_replaced:
      return "token_replaced";
    case AccountImport::awaits_token:
      return "awaits_token";
  }
  return "?";
}

EnvImportResult import_env(UnitOfWork& unit, const EnvTarget& target, const EnvPlan& plan,
                           const std::optional<crypto::KeyRing>& keys) {
  EnvImportResult result;
  result.chat = find_or_create(unit, target, ChatRepository(unit).find(target.telegram_id));
  const ChatScope scope = unit.chat(result.chat.key);
  // The account first: the setting active_account names it.
  if (plan.account) result.account = import_account(scope, *plan.account, keys);
  if (SettingsRepository(scope).exists()) {
    const std::vector<Assignment> assignments(plan.settings.begin(), plan.settings.end());
    result.changes = SettingsService(scope).set(assignments, std::string("import env")).changes;
    return result;
  }
  create_chat_settings(scope, initial_settings(target, plan));
  if (result.chat.state == ChatState::setup) {
    ChatRepository(unit).set_state(result.chat, ChatState::active, "import env");
    result.chat.state = ChatState::active;
  }
  result.created = true;
  return result;
}

}  // namespace igbot::cli
