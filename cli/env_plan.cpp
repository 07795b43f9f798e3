// SPDX-License-Identifier: MIT
#include "cli/env_plan.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "cli/config_file.hpp"
#include "cli/config_keys.hpp"
#include "cli/init_draft.hpp"
#include "core/error.hpp"
#include "core/media/source_config.hpp"
#include "core/settings/registry.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr std::size_t k_longest_account_id = 20;

/// Names of the former system that igbotctl has no use for, and why.
struct Obsolete {
  std::string_view name;
  std::string_view why;
};
constexpr std::string_view k_one_file = "the database is one file";
constexpr std::array k_obsolete{
    Obsolete{"DB_HOST", k_one_file},
    Obsolete{"DB_PORT", k_one_file},
    Obsolete{"DB_NAME", k_one_file},
    Obsolete{"DB_USER", k_one_file},
    Obsolete{"DB_PASSWORD", k_one_file},
    Obsolete{"DB_SSLMODE", k_one_file},
    Obsolete{"DB_POOL_SIZE", k_one_file},
    Obsolete{"DB_MAX_OVERFLOW", k_one_file},
    Obsolete{"DATABASE_URL", k_one_file},
    Obsolete{"TEST_DB_NAME", k_one_file},
    Obsolete{"BACKUP_DIR", "igbotctl db backup takes the file to write"},
    Obsolete{"BACKUP_RETENTION_DAYS", "igbotctl deletes no backup"},
    Obsolete{"INSTAGRAM_POSTS_PER_HOUR", "the account's own quota is asked for"},
    Obsolete{"SEND_LIFECYCLE_NOTIFICATIONS", "only changes of state are told"},
    Obsolete{"META_GRAPH_API_VERSION", "see instagram.api_version"},
    Obsolete{"OAUTH_REDIRECT_BASE_URL", "see instagram.redirect_uri"},
    Obsolete{"INSTAGRAM_DEEPLINK_URL", "cards open Instagram itself"},
    Obsolete{"ANTHROPIC_API_KEY", "captions are written by people"},
    Obsolete{"CAPTION_MODEL", "captions are written by people"},
    Obsolete{"PORT", "no port is open"},
};

/// Builds a plan, remembering what is wrong instead of stopping at the first.
class Planner {
 public:
  Planner(const std::filesystem::path& file, const EnvPlanOptions& options)
      : file_(file), options_(options) {
    // As a shell would read it: of a name that stands there twice the last one counts.
    for (FileValue& value : read_env_file(file)) {
      latest_[value.name] = value;
      values_.push_back(std::move(value));
    }
  }

  EnvPlan build() {
    for (const FileValue& value : values_) plan_.lines.push_back(line_of(value));
    take_source_path();
    take_account();
    require_no_problems();
    return std::move(plan_);
  }

 private:
  EnvLine line_of(const FileValue& value) {
    EnvLine line{.line = value.line, .name = value.name};
    if (latest_.at(value.name).line != value.line) {
      line.fate = EnvFate::obsolete;
      line.note = "line " + std::to_string(latest_.at(value.name).line) + " says it again";
      return line;
    }
    for (const Obsolete& each : k_obsolete) {
      if (each.name == value.name) return fated(line, EnvFate::obsolete, std::string(each.why));
    }
    if (value.text.empty()) return fated(line, EnvFate::obsolete, "empty");
    if (is_account_name(value.name)) return fated(line, EnvFate::account, account_note(value.name));
    if (value.name == "TELEGRAM_CHANNEL_ID" || value.name == "ADMIN_TELEGRAM_CHAT_ID") {
      const bool is_channel = value.name == "TELEGRAM_CHANNEL_ID";
      (is_channel ? plan_.channel_id : plan_.admin_id) = value.text;
      return fated(line, EnvFate::chat,
                   (is_channel ? "posts went to chat " : "the administrator's chat ") + value.text);
    }
    return configured(line, value);
  }

  static EnvLine fated(EnvLine line, EnvFate fate, std::string note) {
    line.fate = fate;
    line.note = std::move(note);
    return line;
  }

  /// A line with one of the old names of a configuration key.
  EnvLine configured(EnvLine line, const FileValue& value) {
    const ConfigKey* key = key_of(value.name);
    if (key == nullptr) return fated(line, EnvFate::unknown, "not understood");
    if (!key->name.starts_with(k_defaults)) {
      line.key = key->name;
      return fated(line, EnvFate::installation, key->name + ", of the installation");
    }
    line.key = key->name.substr(k_defaults.size());
    if (const std::string first = outranked_by(*key, value.name); !first.empty()) {
      return fated(line, EnvFate::obsolete, first + " says it already");
    }
    return setting_line(line, *key, value);
  }

  EnvLine setting_line(const EnvLine& line, const ConfigKey& key, const FileValue& value) {
    try {
      const std::string canonical = canonical_value(line.key, key, value.text);
      const std::string shown = line.key + " " + canonical;
      if (is_withheld(line.key, canonical)) {
        return fated(line, EnvFate::withheld, "stays as it is; --live takes over " + shown);
      }
      if (is_other_source(line.key)) {
        return fated(line, EnvFate::withheld, "only a local folder is taken over");
      }
      plan_.settings[line.key] = canonical;
      return fated(line, EnvFate::setting, shown);
    } catch (const Error& error) {
      problems_.push_back(where(value.line) + ": " + error.what());
      return fated(line, EnvFate::setting, error.what());
    }
  }

  std::string canonical_value(const std::string& name, const ConfigKey& key,
                              const std::string& text) const {
    if (name == "media_source_config" && !is_other_source(name)) {
      if (options_.source_path) return plan_local(*options_.source_path);
      return plan_local((file_.parent_path() / text).lexically_normal().string());
    }
    return setting(name).parse(key.from_legacy == nullptr ? text : key.from_legacy(text));
  }

  static std::string plan_local(const std::string& folder) {
    return media::print_source_config(media::LocalSourceConfig{parse_source_folder(folder)});
  }

  bool is_withheld(const std::string& name, const std::string& canonical) const {
    if (options_.live) return false;
    return (name == "dry_run_mode" && canonical == "false") ||
           (name == "enable_instagram_api" && canonical == "true");
  }

  /// Whether this is about media that do not lie in a local folder.
  bool is_other_source(const std::string& name) const {
    if (name != "media_source_type" && name != "media_source_config") return false;
    const std::string type = text::to_lower(text::trim(text_of("MEDIA_SOURCE_TYPE")));
    return !type.empty() && type != "local";
  }

  /// The name, ranking above this one, that the file also has.
  std::string outranked_by(const ConfigKey& key, const std::string& name) const {
    for (const std::string& candidate : key.legacy_names) {
      if (candidate == name) return {};
      if (!text_of(candidate).empty()) return candidate;
    }
    return {};
  }

  static const ConfigKey* key_of(const std::string& legacy_name) {
    for (const ConfigKey& key : config_keys()) {
      const auto& names = key.legacy_names;
      if (std::find(names.begin(), names.end(), legacy_name) != names.end()) return &key;
    }
    return nullptr;
  }

  void take_source_path() {
    if (!options_.source_path) return;
    plan_.settings["media_source_type"] = media::to_string(SourceType::local);
    plan_.settings["media_source_config"] = plan_local(*options_.source_path);
  }

  static bool is_account_name(const std::string& name) {
    return name == "INSTAGRAM_ACCOUNT_ID" || name == "INSTAGRAM_ACCESS_TOKEN" ||
           name == "INSTAGRAM_USERNAME";
  }

  static std::string account_note(const std::string& name) {
    return name == "INSTAGRAM_ACCESS_TOKEN" ? "token of the account, sealed"
                                            : "account of the chat";
  }

  void take_account() {
    const std::string id = text_of("INSTAGRAM_ACCOUNT_ID");
    const std::string token = text_of("INSTAGRAM_ACCESS_TOKEN");
    if (id.empty()) {
      if (!token.empty()) {
        problems_.push_back(where(latest_.at("INSTAGRAM_ACCESS_TOKEN").line) +
                            ": a token without INSTAGRAM_ACCOUNT_ID");
      }
      return;
    }
    const bool is_number =
        std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number || id.size() > k_longest_account_id) {
      problems_.push_back(where(latest_.at("INSTAGRAM_ACCOUNT_ID").line) +
                          ": INSTAGRAM_ACCOUNT_ID is not a number");
      return;
    }
    const std::string username = text_of("INSTAGRAM_USERNAME");
    const std::string name = setting("active_account").parse(username.empty() ? id : username);
    // The former system talked to graph.facebook.com, unless it had a token of Instagram's own
    // login: those begin with IG.
    const auto login = token.starts_with("IG") ? AccountLogin::instagram : AccountLogin::facebook;
    plan_.account = EnvAccount{{id, name, login}, Secret(token)};
    plan_.settings["active_account"] = name;
  }

  std::string text_of(const std::string& name) const {
    const auto found = latest_.find(name);
    return found == latest_.end() ? std::string{} : text::trim(found->second.text);
  }

  std::string where(int line) const { return file_.string() + ":" + std::to_string(line); }

  void require_no_problems() const {
    if (problems_.empty()) return;
    throw Error(ErrorKind::usage, "nothing was imported: " + text::join(problems_, "; "),
                "correct these lines and run it again");
  }

  const std::filesystem::path& file_;
  const EnvPlanOptions& options_;
  std::vector<FileValue> values_;
  std::map<std::string, FileValue> latest_;
  EnvPlan plan_;
  std::vector<std::string> problems_;
};

}  // namespace

std::string to_string(EnvFate fate) {
  switch (fate) {
    case EnvFate::setting:
      return "setting";
    case EnvFate::withheld:
      return "withheld";
    case EnvFate::account:
      return "account";
    case EnvFate::chat:
      return "chat";
    case EnvFate::installation:
      return "installation";
    case EnvFate::obsolete:
      return "obsolete";
    case EnvFate::unknown:
      return "unknown";
  }
  return "?";
}

EnvPlan plan_env_import(const std::filesystem::path& file, const EnvPlanOptions& options) {
  if (!std::filesystem::exists(file)) {
    throw Error(ErrorKind::not_found, "no such file: " + file.string(),
                "name the .env file of the former system");
  }
  return Planner(file, options).build();
}

}  // namespace igbot::cli
