// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/account/account_repository.hpp"
#include "core/account/credential_repository.hpp"
#include "core/settings/registry.hpp"
#include "core/settings/settings_history.hpp"
#include "core/settings/settings_repository.hpp"

namespace igbot {

/// A secret sealed for one export: it opens neither in the database nor beside another chat,
/// account, kind or lifetime than these.
struct ExportedCredential {
  CredentialKind kind = CredentialKind::instagram_token;
  std::string account;  ///< Instagram id of its account; empty: it is the media source's
  std::optional<Timestamp> issued_at;
  std::optional<Timestamp> expires_at;
  crypto::Sealed sealed;
};

/// What the seal of a credential in an export is bound to.
crypto::SealedFor sealed_for_export(TelegramChatId chat, const ExportedCredential& credential);

/// One chat of a document. What a document does not name is nothing here, and an import leaves it
/// as it is.
struct ExportedChat {
  TelegramChatId chat_id{};
  std::optional<std::string> name;
  /// Canonical text, by key. A credential in media_source_config is named by its kind: ids belong
  /// to one database. `paused_at` and `paused_by` are never there.
  SettingValues settings;
  std::optional<MixShares> mix;
  std::vector<NewAccount> accounts;
  /// Nothing: left out.
  std::optional<std::vector<ExportedCredential>> credentials;
};

/// What `settings export` prints and `settings import` reads.
struct SettingsDocument {
  std::vector<ExportedChat> chats;
};

inline constexpr std::string_view k_settings_document_kind = "igbotctl-settings";
inline constexpr int k_settings_document_version = 1;
inline constexpr std::size_t k_largest_settings_document = std::size_t{16} << 20U;  ///< bytes

/// Member of media_source_config that refers to a credential: its id in the database, its kind in
/// a document; the kind alone in the database means that the credential is still missing.
inline constexpr const char* k_source_credential = "credential";

/// The media source is told once, in `source`; when and by whom a chat was paused belongs to the
/// installation.
bool is_exported_setting(const Setting& setting);

nlohmann::json to_json(const SettingsDocument& document);

/// Reads and judges a document as far as that needs no database: JSON, kind, schema version, known
/// keys, types, the registry's values, a mix of 100 %, no chat or account twice, no redaction mark.
/// Throws ErrorKind::usage naming chat and key.
SettingsDocument parse_settings_document(std::string_view text);

}  // namespace igbot
