// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/globals.hpp"

namespace igbot::cli {

struct Candidate {
  std::string word;
  std::string meaning;
};

/// What lies in the database or on the disk and can stand at a place of the command line.
enum class LiveValues { none, chats, setting_keys, setting_values, posts, media, members, files };

/// What may stand where the cursor is.
struct Completion {
  /// The beginning the candidates must share.
  std::string typed;
  /// To be put before each candidate: `--chat=` when the value is typed in the same word.
  std::string lead;
  /// Known from the command line itself, not yet narrowed to `typed`.
  std::vector<Candidate> candidates;
  LiveValues live = LiveValues::none;
  /// For setting_values: the key before.
  std::string key;
  /// The chat, configuration and .env file named among the words: where live values come from.
  Globals globals;
};

/// `words`: what was typed after `igbotctl`, the last one being completed (perhaps empty). bash
/// hands `--chat=5` over as three words; both forms are understood.
Completion complete(std::vector<std::string> words);

}  // namespace igbot::cli
