// SPDX-License-Identifier: MIT
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "core/crypto/base64.hpp"
#include "core/error.hpp"
#include "core/settings/json_node.hpp"
#include "core/settings/settings_document.hpp"
#include "core/text/strict_json.hpp"

namespace igbot {
namespace {

constexpr std::size_t k_deepest = 64;
constexpr std::size_t k_longest_chat_name = 512;
constexpr std::size_t k_longest_word = 128;
constexpr std::size_t k_longest_value = 4096;
constexpr std::size_t k_longest_sealed = 65536;
constexpr std::int64_t k_all_shares = 10000;  // basis points

std::vector<std::string> exported_keys() {
  std::vector<std::string> keys;
  for (const Setting& setting : all_settings()) {
    if (is_exported_setting(setting)) keys.emplace_back(setting.key);
  }
  return keys;
}

/// A person's text through the registry, its refusal at this place.
std::string judged(const Setting& setting, const JsonNode& node, const std::string& text) {
  try {
    return setting.parse(text);
  } catch (const Error& error) {
    node.refuse(error.what(), error.hint());
  }
}

std::string parse_value(const Setting& setting, const JsonNode& node) {
  const nlohmann::json& value = node.value();
  const std::string accepts = "takes " + setting.accepts();
  switch (setting.type) {
    case SettingType::boolean:
      if (!value.is_boolean()) node.refuse(accepts + ", without quotes");
      return value.get<bool>() ? "true" : "false";
    case SettingType::integer:
      if (!value.is_number_integer()) node.refuse(accepts + ", a whole number without quotes");
      return judged(setting, node, value.dump());
    case SettingType::choice:
    case SettingType::zone:
      if (!value.is_string()) node.refuse(accepts + ", in quotes");
      return judged(setting, node, value.get<std::string>());
    case SettingType::account:
      if (value.is_null()) return {};
      return judged(setting, node, node.text(k_longest_word));
    case SettingType::text:
      if (value.is_null()) return {};
      if (!value.is_string() || value.get<std::string>().size() > k_longest_value) {
        node.refuse("must be null or a text of at most " + std::to_string(k_longest_value) +
                    " bytes");
      }
      return value.get<std::string>();
    case SettingType::instant: {
      const auto at = node.optional_time();
      return at ? std::to_string(to_millis(*at)) : "";
    }
    case SettingType::json:
      if (!value.is_object()) node.refuse(accepts);
      return judged(setting, node, value.dump());
  }
  return {};
}

void refuse_half_a_pause(const JsonNode& settings, const SettingValues& values) {
  const auto is_set = [&](const char* key) {
    const auto found = values.find(key);
    return found != values.end() && !found->second.empty();
  };
  const auto paused = values.find("is_paused");
  if (paused != values.end() && paused->second == "true") return;
  for (const char* key : {"paused_until", "pause_reason"}) {
    if (is_set(key)) settings[key].refuse("belongs to a pause, and is_paused is not true");
  }
}

SettingValues parse_settings(const JsonNode& settings) {
  for (const auto& [key, node] : settings.members()) {
    const Setting* known = find_setting(key);
    if (known == nullptr || is_exported_setting(*known)) continue;
    node.refuse(known->is_state ? "belongs to the history of one installation and is not imported"
                                : "stands in \"source\", not here",
                "take it out of \"settings\"");
  }
  settings.require_object(exported_keys());
  SettingValues values;
  for (const auto& [key, node] : settings.members()) {
    values.emplace(key, parse_value(setting(key), node));
  }
  refuse_half_a_pause(settings, values);
  return values;
}

/// A credential is named by its kind; a number would be an id of another database.
void judge_source_credential(const JsonNode& config) {
  if (!config.has(k_source_credential)) return;
  const JsonNode credential = config[k_source_credential];
  if (credential.value().is_null()) return;
  if (!credential.value().is_string() || !credential_kind_from(credential.text(k_longest_word))) {
    credential.refuse("must be null or the kind of a credential",
                      "s3_keys, google_oauth or google_service_account");
  }
}

void parse_source(const JsonNode& source, SettingValues& values) {
  source.require_object({"type", "config"});
  values["media_source_type"] = parse_value(setting("media_source_type"), source["type"]);
  values["media_source_config"] = parse_value(setting("media_source_config"), source["config"]);
  judge_source_credential(source["config"]);
}

std::int64_t parse_share(const JsonNode& node) {
  const nlohmann::json& value = node.value();
  const double points = value.is_number() ? value.get<double>() * k_all_shares : -1;
  const double whole = std::round(points);
  if (points < 0 || points > k_all_shares || std::abs(points - whole) > 1e-6) {
    node.refuse("must be a share from 0 to 1 with at most four decimals");
  }
  return static_cast<std::int64_t>(whole);
}

MixShares parse_shares(const JsonNode& node) {
  MixShares mix;
  std::int64_t sum = 0;
  for (const auto& [category, share] : node.members()) {
    if (category.empty()) node.refuse("holds a category without a name");
    const std::int64_t points = parse_share(share);
    mix.emplace(category, points);
    sum += points;
  }
  if (!mix.empty() && sum != k_all_shares) {
    node.refuse("shares sum to " + nlohmann::json(static_cast<double>(sum) / k_all_shares).dump() +
                    ", not to 1",
                "{} is no mix: all categories equal");
  }
  return mix;
}

NewAccount parse_account(const JsonNode& node) {
  node.require_object({"username", "instagram_id", "login"});
  const auto login = account_login_from(node["login"].text(k_longest_word));
  if (!login) node["login"].refuse("takes instagram or facebook");
  const JsonNode username = node["username"];
  const std::string name =
      judged(setting("active_account"), username, username.text(k_longest_word));
  if (name.empty()) username.refuse("is no username");
  return {node["instagram_id"].text(k_longest_word), name, *login};
}

std::vector<NewAccount> parse_accounts(const JsonNode& node) {
  std::vector<NewAccount> accounts;
  std::set<std::string> ids;
  for (const JsonNode& entry : node.entries()) {
    accounts.push_back(parse_account(entry));
    if (!ids.insert(accounts.back().instagram_id).second) {
      entry.refuse("stands in the list twice: instagram_id " + accounts.back().instagram_id);
    }
  }
  return accounts;
}

/// Whose a credential is: an account of the entry, or its media source.
std::string parse_owner(const JsonNode& node, const ExportedChat& chat, CredentialKind kind) {
  const bool is_token = kind == CredentialKind::instagram_token;
  if (!is_token || node.has("source")) {
    if (is_token || node.has("account")) node.refuse("a token is an account's, others a source's");
    const auto type = chat.settings.find("media_source_type");
    if (type == chat.settings.end() || node["source"].text(k_longest_word) != type->second) {
      node["source"].refuse("is not the type of this chat's source");
    }
    return {};
  }
  std::string id = node["account"].text(k_longest_word);
  for (const NewAccount& account : chat.accounts) {
    if (account.instagram_id == id) return id;
  }
  node["account"].refuse("is not the instagram_id of one of this chat's accounts");
}

ExportedCredential parse_credential(const JsonNode& node, const ExportedChat& chat) {
  node.require_object({"kind", "account", "source", "key_id", "issued_at", "expires_at", "sealed"});
  const auto kind = credential_kind_from(node["kind"].text(k_longest_word));
  if (!kind) {
    node["kind"].refuse("takes instagram_token, google_oauth, google_service_account or s3_keys");
  }
  const auto sealed = crypto::from_base64(node["sealed"].text(k_longest_sealed));
  if (!sealed) node["sealed"].refuse("is not base64");
  return {*kind,
          parse_owner(node, chat, *kind),
          node["issued_at"].optional_time(),
          node["expires_at"].optional_time(),
          {node["key_id"].text(k_longest_word), *sealed}};
}

std::vector<ExportedCredential> parse_credentials(const JsonNode& node, const ExportedChat& chat) {
  std::vector<ExportedCredential> credentials;
  std::set<std::string> owners;
  for (const JsonNode& entry : node.entries()) {
    credentials.push_back(parse_credential(entry, chat));
    if (!owners.insert(credentials.back().account).second) {
      entry.refuse("is the second credential of the same account or source");
    }
  }
  return credentials;
}

ExportedChat parse_chat(const JsonNode& listed) {
  listed.require_object();
  ExportedChat chat{.chat_id = static_cast<TelegramChatId>(listed["chat_id"].integer())};
  if (number(chat.chat_id) == 0) listed["chat_id"].refuse("is not the id of a chat");
  const JsonNode entry(listed.value(),
                       "invalid settings file: chat " + std::to_string(number(chat.chat_id)));
  entry.refuse_unusable_text();
  entry.require_object({"chat_id", "name", "settings", "mix", "source", "accounts", "credentials"});
  if (entry.has("name")) chat.name = entry["name"].text(k_longest_chat_name);
  if (entry.has("settings")) chat.settings = parse_settings(entry["settings"]);
  if (entry.has("source")) parse_source(entry["source"], chat.settings);
  if (entry.has("mix")) chat.mix = parse_shares(entry["mix"]);
  if (entry.has("accounts")) chat.accounts = parse_accounts(entry["accounts"]);
  if (entry.has("credentials")) chat.credentials = parse_credentials(entry["credentials"], chat);
  return chat;
}

void judge_heading(const JsonNode& document) {
  document.require_object();
  if (document["kind"].value() != k_settings_document_kind) {
    document["kind"].refuse("this is no settings export",
                            "igbotctl settings export writes such a file");
  }
  const std::int64_t version = document["schema_version"].integer();
  if (version > k_settings_document_version) {
    document["schema_version"].refuse("made by a newer igbotctl: " + std::to_string(version) +
                                          ", this one reads " +
                                          std::to_string(k_settings_document_version),
                                      "upgrade igbotctl here, or export with the older one");
  }
  if (version < 1) document["schema_version"].refuse("there is no such version");
  document.require_object({"kind", "schema_version", "chats"});
}

}  // namespace

SettingsDocument parse_settings_document(std::string_view text) {
  const std::string where = "invalid settings file";
  const nlohmann::json parsed =
      text::parse_strict_json(text, {k_largest_settings_document, k_deepest}, where);
  const JsonNode root(parsed, where);
  judge_heading(root);
  SettingsDocument document;
  std::set<std::int64_t> ids;
  for (const JsonNode& entry : root["chats"].entries()) {
    document.chats.push_back(parse_chat(entry));
    const std::int64_t id = number(document.chats.back().chat_id);
    if (!ids.insert(id).second) entry.refuse("chat " + std::to_string(id) + " stands here twice");
  }
  return document;
}

}  // namespace igbot
