// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

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

/// Appends a finished run; it ends now. A run that did nothing is not recorded.
RunId record_run(Bookkeeping& unit, const RunRecord& run);

}  // namespace igbot
