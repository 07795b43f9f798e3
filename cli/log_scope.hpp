// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "cli/services.hpp"
#include "core/zone.hpp"

namespace CLI {
class App;
}

namespace igbot::cli {

/// Whose records a list of records is about, how far it looks back, and how many it shows.
struct LogOptions {
  bool all_chats = false;
  std::string since;
  int limit = 50;
};

/// Gives a command --all-chats, --since and --limit.
void add_log_options(CLI::App& command, LogOptions& options);

/// What those options come to.
struct LogScope {
  std::optional<Chat> chat;  ///< none: all of them
  Zone zone;                 ///< times are read and printed in it: the chat's, or UTC for all
  std::optional<Timestamp> since;
};

/// Throws ErrorKind::usage for --chat with --all-chats, and as Services::chat does.
LogScope log_scope(const LogOptions& options, Services& services);

}  // namespace igbot::cli
