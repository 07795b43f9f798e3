// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/account/account_repository.hpp"
#include "core/secret.hpp"
#include "core/settings/settings_repository.hpp"

namespace igbot::cli {

/// What becomes of a line of an old .env file at its import.
enum class EnvFate {
  setting,       ///< a setting of the chat, media folder included
  withheld,      ///< would make posts go out; taken over with --live only
  account,       ///< the Instagram account and its token
  chat,          ///< says which chat
  installation,  ///< a key of the configuration: the file itself may go on supplying it
  obsolete,      ///< nothing in igbotctl needs it
  unknown,       ///< not understood
};
std::string to_string(EnvFate fate);

/// One name of the file. Secrets are never in here.
struct EnvLine {
  int line = 0;
  std::string name;
  EnvFate fate = EnvFate::unknown;
  std::string key;   ///< the setting or configuration key; empty when there is none
  std::string note;  ///< what it becomes, for people
};

/// The Instagram account an old .env names.
struct EnvAccount {
  NewAccount account;
  Secret token;  ///< empty when the file has none
};

/// What an old .env asks for, decided before anything is opened.
struct EnvPlan {
  std::vector<EnvLine> lines;  ///< in the order of the file
  /// The chat posts went to, and the one of the administrator; usually the same.
  std::optional<std::string> channel_id;
  std::optional<std::string> admin_id;
  SettingValues settings;  ///< canonical, only those the file sets
  std::optional<EnvAccount> account;
};

struct EnvPlanOptions {
  bool live = false;  ///< also take over what makes posts go out
  /// The media folder, instead of the one the file names.
  std::optional<std::string> source_path;
};

/// Throws ErrorKind::not_found for a file that is not there, ErrorKind::config for one that cannot
/// be read or is no .env, and ErrorKind::usage, naming every line at once, for values that igbotctl
/// does not take.
EnvPlan plan_env_import(const std::filesystem::path& file, const EnvPlanOptions& options);

}  // namespace igbot::cli
