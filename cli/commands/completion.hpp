// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/io.hpp"
#include "cli/selected.hpp"
#include "core/clock.hpp"

namespace igbot::cli {

/// `completion bash|zsh|fish`: a short script that asks `igbotctl __complete` at each Tab.
void add_completion(CLI::App& command, Selected& selected);

/// The word before the ones to complete, as the scripts call this program.
inline constexpr const char* k_complete_word = "__complete";

/// Prints one candidate per line, word and meaning separated by a tab; the single line `:files`
/// asks the shell to complete file names. A database that cannot be read gives no candidates.
int run_complete(const std::vector<std::string>& words, const Environment& environment,
                 Clock& clock, Io& io);

}  // namespace igbot::cli
