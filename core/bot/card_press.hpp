// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/bot/callback.hpp"
#include "core/bot/reaction.hpp"
#include "core/bot/update.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::bot {

/// Whether a button is one of a card or of an alert about a post.
bool is_about_post(std::string_view verb);

/// Does what a button of a card or alert says, in its caller's transaction, with everything a
/// decision implies. A post that is gone, decided by somebody else or shown by a newer card is
/// answered kindly and not touched. Throws ErrorKind::conflict for who has no right to it.
Reaction press_card(ChatScope scope, const Press& press, const Callback& callback);

}  // namespace igbot::bot
