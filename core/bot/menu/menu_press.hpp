// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"

namespace igbot::bot {

/// /settings, and the shell's words behind it: history, export, get KEY, set KEY VALUE [reason].
Reaction run_settings(const CommandCall& call);

/// A button that shows a page of the menu or does what its name says.
Reaction press_menu(const PressCall& call);
/// A button that carries a setting and the value to give it; the menu is redrawn in place.
Reaction press_set(const PressCall& call);
/// [Custom]: the person who pressed is asked for a value, and nobody else.
Reaction press_ask(const PressCall& call);
/// Their answer. A value that is not taken is explained and asked for again.
Reaction reply_to_question(const ReplyCall& call);

/// The kind of these conversations.
inline constexpr const char* k_setting_question = "setting";

}  // namespace igbot::bot
