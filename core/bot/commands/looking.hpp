// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"
#include "core/settings/chat_settings.hpp"
#include "core/zone.hpp"

namespace igbot::bot {

/// Commands that show what there is and change nothing.
Reaction run_status(const CommandCall& call);
Reaction run_queue(const CommandCall& call);
Reaction run_history(const CommandCall& call);
Reaction run_stats(const CommandCall& call);
Reaction run_locks(const CommandCall& call);

/// What is coming, with a button for each post that awaits a decision.
Reaction show_queue(ChatScope scope);

/// "⏸ Paused by anna since … (holiday)".
std::string pause_line(const ChatSettings& settings, const Zone& zone);

/// A whole number within the bounds, or `fallback` when nothing was written. Throws
/// ErrorKind::usage.
int number_argument(const std::string& text, int fallback, int most);

}  // namespace igbot::bot
