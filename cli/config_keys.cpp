// SPDX-License-Identifier: MIT
#include "cli/config_keys.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/settings/registry.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

using enum ConfigType;

std::string lower_case(const std::string& value) { return text::to_lower(value); }
/// The levels the old system took and igbotctl has no name of its own for.
std::string level_of(const std::string& value) {
  const std::string level = text::to_lower(value);
  if (level == "critical" || level == "fatal") return "error";
  if (level == "warn") return "warning";
  return level == "notset" ? "debug" : level;
}
std::string hours_as_duration(const std::string& value) { return value + "h"; }
std::string folder_as_source(const std::string& value) {
  return nlohmann::json{{"path", value}}.dump();
}
std::string seconds_as_minutes(const std::string& value) {
  const auto seconds = text::to_integer(value);
  constexpr std::int64_t k_shortest = 5;
  return seconds ? std::to_string(std::max(k_shortest, *seconds / 60)) : value;
}

const std::vector<ConfigKey> k_installation_keys{
    {.name = "admin_chat_id",
     .type = integer,
     .help = "Telegram id of the chat that is set up by its first use and gets the "
             "installation's alerts",
     .legacy_names = {"ADMIN_TELEGRAM_CHAT_ID", "TELEGRAM_CHANNEL_ID"},
     .min = INT64_MIN,
     .max = INT64_MAX},
    {.name = "env_file", .help = "Legacy .env file; auto = ./.env where there is one"},
    {.name = "key",
     .type = secret,
     .help = "Encryption keys for credentials at rest, one a line; the first encrypts, any "
             "decrypts; not in the configuration file itself",
     .legacy_names = {"ENCRYPTION_KEYS", "ENCRYPTION_KEY"}},
    {.name = "database.path",
     .type = path,
     .help = "The database file"},  // its default depends on the installation
    {.name = "database.auto_migrate",
     .type = boolean,
     .help = "Bring an older database up to date without db migrate",
     .built_in = "false"},
    {.name = "telegram.bot_token",
     .type = secret,
     .help = "Token of the bot, from @BotFather",
     .legacy_names = {"TELEGRAM_BOT_TOKEN"}},
    {.name = "telegram.api_base",
     .type = url,
     .help = "Telegram's Bot API, or a server that speaks it",
     .built_in = "https://api.telegram.org"},
    {.name = "telegram.init",
     .type = choice,
     .help = "Who may set up a chat from Telegram: who was invited, any chat, nobody",
     .built_in = "invite",
     .choices = {"invite", "open", "off"}},
    {.name = "telegram.rate_limit",
     .type = integer,
     .help = "Messages per second and bot; 0 = no limit, only with an API on loopback",
     .built_in = "30",
     .min = 0,
     .max = 1000},
    {.name = "instagram.api_base",
     .type = url,
     .help = "Instagram's Graph API",
     .built_in = "https://graph.instagram.com"},
    {.name = "instagram.facebook_api_base",
     .type = url,
     .help = "The Graph API for accounts connected through Facebook",
     .built_in = "https://graph.facebook.com"},
    {.name = "instagram.api_version", .help = "Version of the Graph API", .built_in = "v25.0"},
    {.name = "instagram.app_id",
     .help = "App id for connecting accounts",
     .legacy_names = {"INSTAGRAM_APP_ID", "FACEBOOK_APP_ID"}},
    {.name = "instagram.app_secret",
     .type = secret,
     .help = "App secret for connecting accounts",
     .legacy_names = {"INSTAGRAM_APP_SECRET", "FACEBOOK_APP_SECRET"}},
    {.name = "instagram.redirect_uri", .type = url, .help = "Redirect address of the app"},
    {.name = "google.api_base",
     .type = url,
     .help = "Google Drive's API",
     .built_in = "https://www.googleapis.com"},
    {.name = "google.oauth_base",
     .type = url,
     .help = "Google's tokens: given, renewed, revoked",
     .built_in = "https://oauth2.googleapis.com"},
    {.name = "google.accounts_base",
     .type = url,
     .help = "Where people grant access to their Google Drive",
     .built_in = "https://accounts.google.com"},
    {.name = "google.client_id",
     .help = "OAuth client for Google Drive",
     .legacy_names = {"GOOGLE_CLIENT_ID"}},
    {.name = "google.client_secret",
     .type = secret,
     .help = "Secret of the OAuth client",
     .legacy_names = {"GOOGLE_CLIENT_SECRET"}},
    {.name = "staging.kind",
     .type = choice,
     .help = "Where media get the public address that Instagram fetches them from",
     .built_in = "none",
     .legacy_names = {"CLOUD_STORAGE_PROVIDER"},
     .from_legacy = lower_case,
     .choices = {"none", "s3", "cloudinary", "public_url"}},
    {.name = "staging.bucket", .help = "s3: bucket"},
    {.name = "staging.region", .help = "s3: region"},
    {.name = "staging.endpoint", .type = url, .help = "s3: endpoint, unless it is Amazon's"},
    {.name = "staging.path_style",
     .type = boolean,
     .help = "s3: bucket in the path instead of the host name",
     .built_in = "false"},
    {.name = "staging.prefix", .help = "s3, cloudinary: prefix of every key"},
    {.name = "staging.access_key_id", .help = "s3: access key id"},
    {.name = "staging.secret_access_key", .type = secret, .help = "s3: secret access key"},
    {.name = "staging.ttl",
     .type = duration,
     .help = "How long a public copy lives at most",
     .built_in = "24h",
     .legacy_names = {"CLOUD_UPLOAD_RETENTION_HOURS"},
     .from_legacy = hours_as_duration},
    {.name = "staging.cloud_name",
     .help = "cloudinary: cloud name",
     .legacy_names = {"CLOUDINARY_CLOUD_NAME"}},
    {.name = "staging.api_key",
     .help = "cloudinary: API key",
     .legacy_names = {"CLOUDINARY_API_KEY"}},
    {.name = "staging.api_secret",
     .type = secret,
     .help = "cloudinary: API secret",
     .legacy_names = {"CLOUDINARY_API_SECRET"}},
    {.name = "staging.api_base",
     .type = url,
     .help = "cloudinary: its API",
     .built_in = "https://api.cloudinary.com"},
    {.name = "staging.directory",
     .type = path,
     .help = "public_url: folder that a web server serves"},
    {.name = "staging.base_url", .type = url, .help = "public_url: address of that folder"},
    {.name = "media.local_roots",
     .type = paths,
     .help = "Folders that chats may choose a local source below from Telegram"},
    {.name = "media.cache_dir",
     .type = path,
     .help =
         "Folder for fetched media; igbotctl/media in the user's cache folder unless it is set"},
    {.name = "media.cache_size",
     .type = size,
     .help = "Bytes of fetched media kept, as in 2G",
     .built_in = "1G"},
    {.name = "media.fit",
     .type = choice,
     .help = "How a picture that is not 9:16 fills a story: over its blurred self, between bars, "
             "cut, as it is",
     .built_in = "blur",
     .choices = {"blur", "pad", "crop", "none"}},
    {.name = "post.jobs",
     .type = integer,
     .help = "Chats that post run serves at a time",
     .built_in = "8",
     .min = 1,
     .max = 64},
    {.name = "log.level",
     .type = choice,
     .help =
         "What is logged: failures, what should not have come to this, work, each request; once "
         "it is set, standard error gets the log",
     .built_in = "info",
     .legacy_names = {"LOG_LEVEL"},
     .from_legacy = level_of,
     .choices = {"error", "warning", "info", "debug"}},
    {.name = "log.format",
     .type = choice,
     .help = "How it is logged; once it is set, standard error gets the log",
     .built_in = "text",
     .choices = {"text", "json"}},
};

/// The old names of one setting, where the registry's own says too little.
void add_legacy(ConfigKey& key, const Setting& setting) {
  if (!setting.legacy_name.empty()) key.legacy_names.emplace_back(setting.legacy_name);
  if (setting.key == "media_source_config") {
    key.legacy_names = {"MEDIA_SOURCE_ROOT", "MEDIA_DIR"};
    key.from_legacy = folder_as_source;
  }
  if (setting.key == "media_sync_minutes") {
    key.legacy_names = {"MEDIA_SYNC_INTERVAL_SECONDS"};
    key.from_legacy = seconds_as_minutes;
  }
}

std::vector<ConfigKey> build_keys() {
  std::vector<ConfigKey> keys = k_installation_keys;
  for (const ConfigKey& key : k_installation_keys) {
    if (key.type != secret) continue;
    keys.push_back(
        {.name = file_key(key.name), .type = path, .help = "File that holds " + key.name});
  }
  for (const Setting& setting : all_settings()) {
    if (setting.is_state || setting.key == "is_paused") continue;
    ConfigKey key{.name = std::string(k_defaults) + std::string(setting.key),
                  .help = "For new chats: " + std::string(setting.help),
                  .built_in = setting.built_in()};
    add_legacy(key, setting);
    keys.push_back(std::move(key));
  }
  std::sort(keys.begin(), keys.end(),
            [](const ConfigKey& left, const ConfigKey& right) { return left.name < right.name; });
  return keys;
}

}  // namespace

const std::vector<ConfigKey>& config_keys() {
  static const std::vector<ConfigKey> keys = build_keys();
  return keys;
}

const ConfigKey* find_config_key(std::string_view name) {
  for (const ConfigKey& key : config_keys()) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

std::string nearest_config_key(const std::string& name) {
  std::vector<std::string> names;
  for (const ConfigKey& key : config_keys()) {
    if (key.name != "key") names.push_back(key.name);
  }
  return text::nearest(name, names);
}

std::string environment_name(const std::string& key) {
  std::string name = "IGBOTCTL_";
  for (const char c : key) {
    name += c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return name;
}

std::string file_key(const std::string& key) { return key + "_file"; }

}  // namespace igbot::cli
