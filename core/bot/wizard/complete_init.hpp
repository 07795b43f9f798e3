// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/calls.hpp"
#include "core/bot/wizard/init_draft.hpp"
#include "core/bot/wizard/init_pages.hpp"

namespace igbot::bot {

/// What the pages show of the chat as it is.
InitView init_view(const Call& call);

/// Stores the draft, all of it: the account that was connected on the way, settings with their
/// history, the chat's state, and, for a chat that has none, its owner.
Completed complete_init(const Call& call, const Conversation& conversation, const InitDraft& draft);

}  // namespace igbot::bot
