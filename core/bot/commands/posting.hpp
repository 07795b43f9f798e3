// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"

namespace igbot::bot {

/// Commands and buttons that decide whether and what is posted.
Reaction run_next(const CommandCall& call);
Reaction run_pause(const CommandCall& call);
Reaction run_resume(const CommandCall& call);
Reaction run_dryrun(const CommandCall& call);

/// What a wish to resume leads to: it is done, or the question what becomes of the overdue posts.
struct Resumption {
  std::vector<std::string> lines;
  Keyboard keyboard;
  std::string answer;
};
Resumption resume_or_ask(ChatScope scope, const std::optional<std::string>& reason);
/// The buttons of that question, and [Resume] elsewhere.
Reaction press_resume(const PressCall& call);
/// [Show card] of a post that awaits a decision: a new card, the old one closed.
Reaction press_show(const PressCall& call);

}  // namespace igbot::bot
