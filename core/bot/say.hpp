// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"

namespace igbot::bot {

/// A button that carries `v1:<verb>:<id>:<value>`.
Button button(const std::string& text, const std::string& verb, const std::string& value = {},
              std::int64_t id = 0);

/// Lines of plain text as Telegram HTML, cut to what one message holds.
std::string html_of(const std::vector<std::string>& lines);

/// Answers with a message in the chat: lines of plain text.
Reaction say(ChatScope scope, const std::vector<std::string>& lines, const Keyboard& keyboard = {});

/// Somebody's name as a link to them, so that a question asks them alone.
std::string mention(const access::UserProfile& user);

/// The message a button hangs on is one this bot sent to the chat as that kind ("menu", "wizard",
/// "notice"), so that it may be redrawn.
bool is_own_message(const PressCall& call, const std::string& kind);

/// The first word, and what follows it.
std::pair<std::string, std::string> first_word(const std::string& text);

std::optional<std::string> optional_text(const std::string& text);

}  // namespace igbot::bot
