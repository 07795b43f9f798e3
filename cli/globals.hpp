// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "cli/output.hpp"

namespace igbot::cli {

/// The flags every command takes.
struct Globals {
  std::optional<std::string> chat;      ///< --chat ID|@name|name
  std::optional<std::string> config;    ///< --config FILE
  std::optional<std::string> env_file;  ///< --env-file FILE
  std::optional<JsonRequest> json;      ///< --json, --json=a,b, --json=help
  bool quiet = false;
  bool verbose = false;
  /// For import env, which is the way out of an .env file that names two chats.
  bool accepts_two_chats = false;
};

}  // namespace igbot::cli
