// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"

namespace igbot::bot {

/// Commands and buttons that decide whether and what is posted.
Reaction run_next(const CommandCall& call);
Reaction run_pause(const CommandCall& call);
Reaction run_resume(const CommandCall& call);
Reaction run_dryrun(const CommandCall& call);

/// Resumes; with overdue posts it asks first what becomes of them.
Reaction resume_or_ask(ChatScope scope, const std::optional<std::string>& reason);
/// The buttons of that question, and [Resume] elsewhere.
Reaction press_resume(const PressCall& call);
/// [Show card] of a post that awaits a decision: a new card, the old one closed.
Reaction press_show(const PressCall& call);

}  // namespace igbot::bot
