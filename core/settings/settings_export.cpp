// SPDX-License-Identifier: MIT
#include "core/settings/settings_export.hpp"

#include <algorithm>

#include "core/crypto/base64.hpp"
#include "core/schedule/mix_repository.hpp"
#include "core/settings/settings_service.hpp"
#include "core/settings/source_credential.hpp"
#include "core/text/redact.hpp"

namespace igbot {
namespace {

/// Sealed until its text is none that the redaction of output would take for a token: base64 may
/// begin like one.
crypto::Sealed seal_for_printing(const Secret& secret, const crypto::SealedFor& owner,
                                 const crypto::KeyRing& keys) {
  while (true) {
    crypto::Sealed sealed = keys.seal(secret, owner);
    const std::string printed = crypto::to_base64(sealed.bytes);
    if (text::redact(printed) == printed) return sealed;
  }
}

/// Opens the credentials of one chat and seals them for its export.
class CredentialExport {
 public:
  CredentialExport(ChatScope scope, TelegramChatId chat, const crypto::KeyRing& keys)
      : repository_(scope), chat_(chat), keys_(keys) {}

  void add(const Credential& credential, const std::string& account) {
    ExportedCredential exported{
        credential.kind, account, credential.issued_at, credential.expires_at, {}};
    exported.sealed = seal_for_printing(repository_.open(credential, keys_),
                                        sealed_for_export(chat_, exported), keys_);
    credentials_.push_back(std::move(exported));
  }
  void add(CredentialId id, const std::string& account) {
    if (const auto credential = repository_.find(id)) add(*credential, account);
  }
  std::vector<ExportedCredential> take() { return std::move(credentials_); }

 private:
  CredentialRepository repository_;
  TelegramChatId chat_;
  const crypto::KeyRing& keys_;
  std::vector<ExportedCredential> credentials_;
};

MixShares present_shares(ChatScope scope) {
  MixShares mix;
  for (const schedule::CategoryShare& share : schedule::MixRepository(scope).current()) {
    mix.emplace(share.category, share.weight);
  }
  return mix;
}

}  // namespace

ExportedChat export_chat(ChatScope scope, const Chat& chat, const crypto::KeyRing* keys) {
  ExportedChat exported{.chat_id = chat.telegram_id,
                        .name = chat.name,
                        .settings = SettingsService(scope).values(),
                        .mix = present_shares(scope)};
  auto accounts = AccountRepository(scope).all();
  std::sort(accounts.begin(), accounts.end(), [](const Account& left, const Account& right) {
    return std::tie(left.username, left.instagram_id) <
           std::tie(right.username, right.instagram_id);
  });
  for (const Account& account : accounts) {
    exported.accounts.push_back({account.instagram_id, account.username, account.login});
  }
  std::string& config = exported.settings[k_source_config];
  const auto of_source = find_source_credential(scope, config);
  if (keys != nullptr) {
    CredentialExport credentials(scope, chat.telegram_id, *keys);
    for (const Account& account : accounts) {
      if (account.credential) credentials.add(*account.credential, account.instagram_id);
    }
    if (of_source) credentials.add(*of_source, {});
    exported.credentials = credentials.take();
  }
  if (of_source) {
    config = with_credential_kind(config, of_source->kind);
  } else if (refers_to_credential(config) && !named_credential(config)) {
    config = without_credential(config);
  }
  return exported;
}

SettingsDocument export_all_chats(UnitOfWork& unit, const crypto::KeyRing* keys) {
  std::vector<Chat> chats = ChatRepository(unit).all();
  std::sort(chats.begin(), chats.end(), [](const Chat& left, const Chat& right) {
    return left.telegram_id < right.telegram_id;
  });
  SettingsDocument document;
  for (const Chat& chat : chats) {
    if (chat.state == ChatState::setup) continue;
    document.chats.push_back(export_chat(unit.chat(chat.key), chat, keys));
  }
  return document;
}

}  // namespace igbot
