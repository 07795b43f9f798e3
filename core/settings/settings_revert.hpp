// SPDX-License-Identifier: MIT
#pragma once

#include "core/settings/settings_restore.hpp"

namespace igbot {

struct RevertOptions {
  std::int64_t entry = 0;  ///< of the chat's settings history
  bool include_state = false;
  std::string reason;
};

struct RevertedSettings {
  RestoredSettings restored;
  std::vector<Withheld> withheld;
};

/// Back to what was in force after an entry of the history, settings and mix, as one new entry. No
/// credential comes back: an account that is not in use any more and a source whose credential is
/// gone are withheld. Throws ErrorKind::not_found for an entry that is not this chat's.
RevertedSettings revert_settings(ChatScope scope, const RevertOptions& options);

}  // namespace igbot
