// SPDX-License-Identifier: MIT
#include "core/settings/settings_document.hpp"

#include <nlohmann/json.hpp>

#include "core/crypto/base64.hpp"
#include "core/settings/settings_json.hpp"
#include "core/time_text.hpp"

namespace igbot {
namespace {

nlohmann::json time_json(const std::optional<Timestamp>& at) {
  return at ? nlohmann::json(utc_text(*at)) : nlohmann::json(nullptr);
}

std::string time_word(const std::optional<Timestamp>& at) {
  return at ? std::to_string(to_millis(*at)) : "never";
}

nlohmann::json to_json(const ExportedCredential& credential, const std::string& source_type) {
  nlohmann::json document{{"kind", to_string(credential.kind)},
                          {"issued_at", time_json(credential.issued_at)},
                          {"expires_at", time_json(credential.expires_at)},
                          {"key_id", credential.sealed.key_id},
                          {"sealed", crypto::to_base64(credential.sealed.bytes)}};
  if (credential.account.empty()) {
    document["source"] = source_type;
  } else {
    document["account"] = credential.account;
  }
  return document;
}

nlohmann::json to_json(const ExportedChat& chat) {
  nlohmann::json settings = nlohmann::json::object();
  for (const auto& [key, value] : chat.settings) {
    const Setting& described = setting(key);
    if (is_exported_setting(described)) settings[key] = setting_json(described, value);
  }
  nlohmann::json accounts = nlohmann::json::array();
  for (const NewAccount& account : chat.accounts) {
    accounts.push_back({{"username", account.username},
                        {"instagram_id", account.instagram_id},
                        {"login", to_string(account.login)}});
  }
  const auto source_part = [&](const char* key) {
    return setting_json(setting(key), chat.settings.at(key));
  };
  nlohmann::json document{{"chat_id", number(chat.chat_id)},
                          {"name", chat.name.value_or("")},
                          {"settings", std::move(settings)},
                          {"mix", mix_json(chat.mix.value_or(MixShares{}))},
                          {"source",
                           {{"type", source_part("media_source_type")},
                            {"config", source_part("media_source_config")}}},
                          {"accounts", std::move(accounts)}};
  if (chat.credentials) {
    nlohmann::json& credentials = document["credentials"] = nlohmann::json::array();
    for (const ExportedCredential& credential : *chat.credentials) {
      credentials.push_back(to_json(credential, chat.settings.at("media_source_type")));
    }
  }
  return document;
}

}  // namespace

crypto::SealedFor sealed_for_export(TelegramChatId chat, const ExportedCredential& credential) {
  const std::string owner = credential.account.empty() ? "source" : "account " + credential.account;
  return {static_cast<ChatKey>(number(chat)),
          "export " + to_string(credential.kind) + " chat " + std::to_string(number(chat)) + " " +
              owner + " from " + time_word(credential.issued_at) + " to " +
              time_word(credential.expires_at),
          0};
}

bool is_exported_setting(const Setting& setting) {
  return setting.key != "paused_at" && setting.key != "paused_by" &&
         setting.key != "media_source_type" && setting.key != "media_source_config";
}

nlohmann::json to_json(const SettingsDocument& document) {
  nlohmann::json chats = nlohmann::json::array();
  for (const ExportedChat& chat : document.chats) chats.push_back(to_json(chat));
  return {{"kind", k_settings_document_kind},
          {"schema_version", k_settings_document_version},
          {"chats", std::move(chats)}};
}

}  // namespace igbot
