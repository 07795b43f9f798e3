// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/unit_of_work.hpp"

namespace igbot {

/// One execution of a command that worked.
struct RunRecord {
  std::string command;  ///< "media sync", "post run", ...
  std::string actor;
  std::optional<ChatKey> chat;  ///< none: it worked for several chats
  Timestamp started_at{};
  int exit_code = 0;
  std::string summary = "{}";  ///< JSON object
};

/// Appends a finished run; it ends now. Its summary gets the id of this run as "run". A run that
/// did nothing is not recorded.
RunId record_run(Bookkeeping& unit, const RunRecord& run);

/// Which runs; what is not given does not narrow.
struct RunFilter {
  std::optional<ChatKey> chat;  ///< none: of every chat, and over several
  std::optional<std::string> command;
  std::optional<Timestamp> since;  ///< inclusive
  bool failed_only = false;        ///< those that did not end with 0
  int limit = 50;
};

struct RunLine {
  RunId id{};
  RunRecord record;
  std::optional<Timestamp> finished_at;
  std::optional<TelegramChatId> chat;
};

/// The latest first.
std::vector<RunLine> list_runs(UnitOfWork& unit, const RunFilter& filter);

}  // namespace igbot
