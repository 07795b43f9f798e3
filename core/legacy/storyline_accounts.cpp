// SPDX-License-Identifier: MIT
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/account/account_repository.hpp"
#include "core/account/credential_repository.hpp"
#include "core/error.hpp"
#include "core/legacy/import_context.hpp"
#include "core/media/source_config.hpp"
#include "core/settings/registry.hpp"
#include "core/settings/settings_service.hpp"
#include "core/settings/source_credential.hpp"
#include "core/text/text.hpp"

namespace igbot::legacy {
namespace {

/// The chats an account goes to: those that used it, else the one for rows that name none.
std::vector<ChatKey> chats_of(const ImportContext& context, const OldAccount& account) {
  std::vector<ChatKey> chats;
  for (const Tenant& tenant : context.tenants) {
    if (tenant.old != nullptr && tenant.old->active_account == account.id) {
      chats.push_back(tenant.chat.key);
    }
  }
  if (chats.empty() && context.default_tenant) {
    chats.push_back(context.tenants[*context.default_tenant].chat.key);
  }
  return chats;
}

/// Lower case, without @ and blanks.
std::string username_of(const OldAccount& account) {
  std::string name = text::to_lower(text::trim(
      account.username ? *account.username : account.display_name.value_or(account.instagram_id)));
  if (name.starts_with('@')) name.erase(0, 1);
  std::replace(name.begin(), name.end(), ' ', '_');
  return name == "none" || name.empty() ? account.instagram_id : name;
}

void import_account(ImportContext& context, ChatKey chat, const OldAccount& old) {
  const ChatScope scope = context.unit.chat(chat);
  ImportedRows imported(scope);
  AccountRepository accounts(scope);
  if (imported.find(k_accounts, old.id)) {
    context.tally.already(k_accounts, chat);
    return;
  }
  if (const auto present = accounts.find_by_instagram_id(old.instagram_id)) {
    imported.add(k_accounts, old.id, number(present->id));
    scope.audit({.entity = "account",
                 .entity_id = std::to_string(number(present->id)),
                 .action = "recognised in an import"});
    context.tally.already(k_accounts, chat);
    return;
  }
  const auto login =
      old.auth_method == "instagram_login" ? AccountLogin::instagram : AccountLogin::facebook;
  const Account added = accounts.add({old.instagram_id, username_of(old), login});
  imported.add(k_accounts, old.id, number(added.id));
  context.tally.imported(k_accounts, chat);
}

/// The account a chat used, for a chat that this import made.
void choose_account(ImportContext& context, const Tenant& tenant) {
  if (!tenant.created || tenant.old == nullptr || !tenant.old->active_account) return;
  const ChatScope scope = context.unit.chat(tenant.chat.key);
  const auto id = ImportedRows(scope).find(k_accounts, *tenant.old->active_account);
  if (!id) return;
  if (const auto account = AccountRepository(scope).find(static_cast<AccountId>(*id))) {
    SettingsService(scope).set({{"active_account", account->username}}, "import storyline");
  }
}

/// Where a token goes once it is open.
struct TokenPlace {
  ChatKey chat{};
  CredentialKind kind = CredentialKind::instagram_token;
  std::optional<AccountId> account;  ///< none: the chat's source
};

/// Opens and seals the tokens that have a place here.
class Tokens {
 public:
  explicit Tokens(ImportContext& context) : context_(context) {}

  void import(const OldToken& token) {
    if (token.revoked) return context_.tally.skipped(k_tokens, std::nullopt);
    if (token.service == "instagram") return import_instagram(token);
    if (token.service == "google_drive") return import_drive(token);
    context_.tally.refuse(k_tokens, std::nullopt, token.line,
                          "nothing here uses it: " + token.service + " " + token.type);
  }

  /// None opened, now or in an earlier import: the key is wrong, not the tokens.
  void require_right_key() const {
    if (unreadable_ == 0 || readable_ > 0) return;
    throw Error(ErrorKind::auth,
                "the old key opens none of " + text::count(unreadable_, "token", "tokens"),
                "give the ENCRYPTION_KEY of the old .env: --old-key-file FILE; or leave them out: "
                "--without-tokens");
  }

 private:
  void import_instagram(const OldToken& token) {
    const OldAccount* account = account_of(token);
    if (account == nullptr) {
      context_.tally.refuse(k_tokens, std::nullopt, token.line,
                            "its account was refused or is not in the dump");
      return;
    }
    if (!account->active) return context_.tally.skipped(k_tokens, std::nullopt);
    for (const ChatKey chat : chats_of(context_, *account)) {
      const auto id = ImportedRows(context_.unit.chat(chat)).find(k_accounts, account->id);
      if (id) {
        store(token, {chat, CredentialKind::instagram_token, static_cast<AccountId>(*id)});
      }
    }
  }

  void import_drive(const OldToken& token) {
    const Tenant* tenant = context_.tenant(token, k_tokens);
    if (tenant == nullptr && token.tenant) return;  // counted
    if (tenant == nullptr) {
      context_.tally.refuse(k_tokens, std::nullopt, token.line, "it names no chat");
      return;
    }
    if (token.type.find("refresh") != std::string::npos) {
      store(token, {tenant->chat.key, CredentialKind::google_oauth, std::nullopt});
    } else if (token.type.find("service_account") != std::string::npos) {
      store(token, {tenant->chat.key, CredentialKind::google_service_account, std::nullopt});
    } else {
      context_.tally.skipped(k_tokens, tenant->chat.key);  // access tokens live for an hour
    }
  }

  /// The account a token names; before tokens named any, the only one there is.
  const OldAccount* account_of(const OldToken& token) const {
    const auto& accounts = context_.dump.accounts;
    if (!token.account) return accounts.size() == 1 ? &accounts.front() : nullptr;
    const auto found =
        std::find_if(accounts.begin(), accounts.end(),
                     [&](const OldAccount& account) { return account.id == *token.account; });
    return found == accounts.end() ? nullptr : &*found;
  }

  void store(const OldToken& token, const TokenPlace& place) {
    const ChatScope scope = context_.unit.chat(place.chat);
    ImportedRows imported(scope);
    if (imported.find(k_tokens, token.id) || has_credential(scope, place)) {
      context_.tally.already(k_tokens, place.chat);
      ++readable_;
      return;
    }
    if (!old_keys_) old_keys_ = context_.request.old_keys();
    if (!keys_) keys_ = context_.request.keys();
    const auto secret = old_keys_->open(token.sealed);
    if (!secret) {
      ++unreadable_;
      context_.tally.refuse(k_tokens, place.chat, token.line, "no old key opens it");
      return;
    }
    ++readable_;
    if (secret->empty()) {
      context_.tally.refuse(k_tokens, place.chat, token.line, "it is empty");
      return;
    }
    const CredentialId credential = CredentialRepository(scope).add(
        {place.kind, shaped(*secret, place.kind), token.issued_at, token.expires_at}, *keys_);
    attach(scope, place, credential);
    imported.add(k_tokens, token.id, number(credential));
    context_.tally.imported(k_tokens, place.chat);
  }

  static bool has_credential(ChatScope scope, const TokenPlace& place) {
    if (!place.account) return false;
    const auto account = AccountRepository(scope).find(*place.account);
    return account && account->credential;
  }

  /// A refresh token becomes the document an OAuth credential is.
  static Secret shaped(const Secret& secret, CredentialKind kind) {
    if (kind != CredentialKind::google_oauth) return secret;
    return Secret(nlohmann::json{{"refresh_token", secret.reveal()}}.dump());
  }

  void attach(ChatScope scope, const TokenPlace& place, CredentialId credential) const {
    if (place.account) {
      AccountRepository accounts(scope);
      accounts.set_credential(*accounts.find(*place.account), credential);
      return;
    }
    const auto tenant = std::find_if(context_.tenants.begin(), context_.tenants.end(),
                                     [&](const Tenant& one) { return one.chat.key == place.chat; });
    const std::string root =
        tenant->old != nullptr ? tenant->old->source_root.value_or("root") : "root";
    SettingsService settings(scope);
    const ChatSettings now = settings.load();
    const bool is_other = now.media_source_type != SourceType::google_drive ||
                          refers_to_credential(now.media_source_config);
    if (is_other) return;
    const std::string config = now.media_source_config == "{}"
                                   ? media::print_source_config(media::DriveSourceConfig{root})
                                   : now.media_source_config;
    settings.set({{k_source_config, with_credential_id(config, credential)}},
                 "the token of the imported source");
  }

  ImportContext& context_;
  std::optional<crypto::FernetKeys> old_keys_;
  std::optional<crypto::KeyRing> keys_;
  std::int64_t readable_ = 0;
  std::int64_t unreadable_ = 0;
};

}  // namespace

void import_accounts(ImportContext& context) {
  for (const OldAccount& account : context.dump.accounts) {
    if (!account.active) {
      context.tally.skipped(k_accounts, std::nullopt);
      continue;
    }
    for (const ChatKey chat : chats_of(context, account)) import_account(context, chat, account);
  }
  if (context.request.without_tokens) {
    for (std::size_t i = 0; i < context.dump.tokens.size(); ++i) {
      context.tally.skipped(k_tokens, std::nullopt);
    }
  } else {
    Tokens tokens(context);
    for (const OldToken& token : context.dump.tokens) tokens.import(token);
    tokens.require_right_key();
  }
  for (const Tenant& tenant : context.tenants) choose_account(context, tenant);
}

}  // namespace igbot::legacy
