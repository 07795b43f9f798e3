// SPDX-License-Identifier: MIT
#include "core/settings/settings_import.hpp"

#include <set>

#include "core/access/authorise.hpp"
#include "core/settings/credential_import.hpp"
#include "core/settings/source_credential.hpp"

namespace igbot {
namespace {

std::string where(TelegramChatId chat) { return "chat " + std::to_string(number(chat)) + ": "; }

/// Applies one entry of a document to one chat.
class ChatImport {
 public:
  ChatImport(UnitOfWork& unit, const ExportedChat& entry, const ImportOptions& options)
      : unit_(unit), entry_(entry), options_(options), wanted_(entry.settings) {
    result_.chat_id = options.target.value_or(entry.chat_id);
  }

  ImportedChat run() {
    find_or_create();
    const ChatScope scope = unit_.chat(chat_.key);
    present_ = is_new_ ? options_.defaults : SettingsRepository(scope).values();
    const auto opened = options_.omit_secrets ? std::vector<OpenedCredential>{}
                                              : open_credentials(entry_, options_.keys);
    take_accounts(scope, opened);
    take_source(scope, opened);
    judge_active_account(scope);
    write(scope);
    return std::move(result_);
  }
  ChatKey key() const { return chat_.key; }

 private:
  void find_or_create();
  void take_accounts(ChatScope scope, const std::vector<OpenedCredential>& opened);
  void take_token(ChatScope scope, const Account& account, const OpenedCredential& opened);
  void take_source(ChatScope scope, const std::vector<OpenedCredential>& opened);
  CredentialId store_credential(ChatScope scope, const std::optional<Credential>& stored,
                                const OpenedCredential& opened, const std::string& owner);
  void judge_active_account(ChatScope scope) const;
  void write(ChatScope scope);

  UnitOfWork& unit_;
  const ExportedChat& entry_;
  const ImportOptions& options_;
  Chat chat_;
  bool is_new_ = false;
  SettingValues present_;
  SettingValues wanted_;
  ImportedChat result_;
};

void ChatImport::find_or_create() {
  ChatRepository chats(unit_);
  const auto existing = chats.find(result_.chat_id);
  if (!existing) {
    if (!entry_.name) {
      throw Error(ErrorKind::usage,
                  where(result_.chat_id) + "a chat that is not set up needs a name",
                  "add \"name\" to its entry in the file");
    }
    chat_ = chats.create(result_.chat_id, *entry_.name, ChatState::active);
    is_new_ = true;
  } else {
    chat_ = *existing;
    result_.chat_id = chat_.telegram_id;
    if (chat_.state == ChatState::archived) {
      throw Error(ErrorKind::conflict,
                  where(chat_.telegram_id) + "archived, nothing is imported into " + chat_.name,
                  "igbotctl chat unarchive --chat " + std::to_string(number(chat_.telegram_id)));
    }
    access::require_right(unit_.chat(chat_.key), access::Right::administer);
    is_new_ = !SettingsRepository(unit_.chat(chat_.key)).exists();
    if (is_new_) chats.set_state(chat_, ChatState::active, options_.reason);
    // A clone of another chat keeps its own name.
    if (entry_.name && *entry_.name != chat_.name && !options_.target) {
      result_.changes.push_back({"name", chat_.name, *entry_.name});
      chats.rename(chat_, *entry_.name);
      chat_.name = *entry_.name;
    }
  }
  result_.name = chat_.name;
}

void ChatImport::take_accounts(ChatScope scope, const std::vector<OpenedCredential>& opened) {
  AccountRepository accounts(scope);
  const auto active = wanted_.find(k_active_account);
  for (const NewAccount& wanted : entry_.accounts) {
    auto account = accounts.find_by_instagram_id(wanted.instagram_id);
    if (!account) {
      account = accounts.add(wanted);
      result_.accounts.push_back(wanted.username);
    } else if (account->username != wanted.username) {
      result_.withheld.push_back({"accounts", account->username, wanted.username,
                                  "an account keeps the name it has by now"});
      if (active != wanted_.end() && active->second == wanted.username) {
        active->second = account->username;
      }
    }
    for (const OpenedCredential& credential : opened) {
      if (credential.exported.account == wanted.instagram_id) {
        take_token(scope, *account, credential);
      }
    }
  }
}

CredentialId ChatImport::store_credential(ChatScope scope, const std::optional<Credential>& stored,
                                          const OpenedCredential& opened,
                                          const std::string& owner) {
  CredentialRepository credentials(scope);
  const CredentialNews news =
      stored ? compare_credentials(scope, *stored, opened, *options_.keys) : CredentialNews::news;
  const std::string what = to_string(opened.exported.kind) + " of " + owner;
  if (news == CredentialNews::older) {
    result_.withheld.push_back(
        {"credentials", "the stored " + what, "that of the file", "the stored one is newer"});
  }
  if (news != CredentialNews::news) return stored->id;
  result_.credentials.push_back(what);
  if (!stored) return credentials.add(to_new_credential(opened), *options_.keys);
  credentials.replace(stored->id, to_new_credential(opened), *options_.keys);
  return stored->id;
}

void ChatImport::take_token(ChatScope scope, const Account& account,
                            const OpenedCredential& opened) {
  const auto stored =
      account.credential ? CredentialRepository(scope).find(*account.credential) : std::nullopt;
  const std::size_t before = result_.credentials.size();
  const CredentialId id = store_credential(scope, stored, opened, account.username);
  const bool is_news = result_.credentials.size() > before;
  if (is_news) AccountRepository(scope).set_credential(account, id);
}

void ChatImport::take_source(ChatScope scope, const std::vector<OpenedCredential>& opened) {
  const auto config = wanted_.find(k_source_config);
  if (config == wanted_.end()) return;
  const auto kind = named_credential(config->second);
  if (!kind) return;
  for (const OpenedCredential& credential : opened) {
    if (!credential.exported.account.empty() || credential.exported.kind != *kind) continue;
    auto stored = find_source_credential(scope, present_.at(k_source_config));
    if (stored && stored->kind != *kind) stored.reset();
    config->second = with_credential_id(config->second,
                                        store_credential(scope, stored, credential, "the source"));
    return;
  }
  const auto stored = find_source_credential(scope, present_.at(k_source_config));
  if (stored && stored->kind == *kind &&
      same_address(present_.at(k_source_type), present_.at(k_source_config),
                   wanted_.at(k_source_type), config->second)) {
    config->second = with_credential_id(config->second, stored->id);
    return;
  }
  result_.withheld.push_back({"credentials", "", to_string(*kind),
                              "the source has no credential here; it must be connected again"});
}

void ChatImport::judge_active_account(ChatScope scope) const {
  const auto wanted = wanted_.find(k_active_account);
  if (wanted == wanted_.end() || wanted->second.empty()) return;
  if (AccountRepository(scope).find_by_username(wanted->second)) return;
  throw Error(ErrorKind::usage,
              where(result_.chat_id) + "settings.active_account: the chat has no account called " +
                  wanted->second,
              "add it to \"accounts\" of the entry, or make active_account null");
}

void ChatImport::write(ChatScope scope) {
  MergedSettings merged = merge_settings(present_, wanted_, options_.include_state,
                                         {scope.now(), scope.actor().name, {}, {}});
  result_.withheld.insert(result_.withheld.end(), merged.withheld.begin(), merged.withheld.end());
  RestoredSettings restored;
  if (is_new_) {
    restored = create_restored_settings(scope, options_.defaults, merged.values, entry_.mix,
                                        options_.reason);
  } else {
    restored = restore_settings(scope, present_, merged.values, entry_.mix, options_.reason);
  }
  result_.changes.insert(result_.changes.end(), restored.changes.begin(), restored.changes.end());
  result_.planned_posts = restored.planned_posts;
  const bool changed =
      !result_.changes.empty() || !result_.accounts.empty() || !result_.credentials.empty();
  if (changed) result_.action = ImportAction::changed;
  if (is_new_) result_.action = ImportAction::created;
}

}  // namespace

std::string to_string(ImportAction action) {
  switch (action) {
    case ImportAction::unchanged:
      return "unchanged";
    case ImportAction::changed:
      return "changed";
    case ImportAction::created:
      return "created";
  }
  return "?";
}

std::vector<ImportedChat> import_settings(UnitOfWork& unit, const SettingsDocument& document,
                                          const ImportOptions& options) {
  std::vector<ImportedChat> imported;
  std::set<ChatKey> seen;
  for (const ExportedChat& entry : document.chats) {
    ChatImport one(unit, entry, options);
    imported.push_back(one.run());
    if (!seen.insert(one.key()).second) {
      throw Error(ErrorKind::usage,
                  where(entry.chat_id) + "stands in the file twice, once under a former id",
                  "keep the entry of " + std::to_string(number(imported.back().chat_id)));
    }
  }
  return imported;
}

}  // namespace igbot
