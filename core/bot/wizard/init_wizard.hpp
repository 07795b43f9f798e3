// SPDX-License-Identifier: MIT
#pragma once

#include "core/account/account_choice.hpp"
#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"
#include "core/bot/wizard/source_folder.hpp"

namespace igbot::bot {

/// /init: one message that asks one question after the other, with buttons; what is in force stays
/// until [Complete setup]. It is a conversation with the person who began it, in the database, so
/// it goes on after any restart; another administrator can take it over. The chat must have a row,
/// in state `setup` when it is new. Throws ErrorKind::conflict for who may not administer the chat.
Reaction run_init(const CommandCall& call);
Reaction press_init(const PressCall& call);
/// An answer that was typed. One that is not taken is explained and asked for again.
Reaction reply_to_init(const ReplyCall& call);

/// The folder that is to be looked into, and what was found there: the next question, or the same
/// once more.
std::string candidate_folder(const Conversation& conversation);
void found_source(const Call& call, const Conversation& conversation, const SourceFinding& finding);

/// What a login came to: the next question with its token sealed in the draft, or the same once
/// more.
void account_reached(const Call& call, const Conversation& conversation,
                     const std::variant<VerifiedToken, std::string>& exchanged);

/// The kind of these conversations.
inline constexpr const char* k_init = "init";
/// How long one waits for its next answer.
inline constexpr std::chrono::hours k_init_waits{24};

}  // namespace igbot::bot
