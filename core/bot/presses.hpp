// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"

namespace igbot::bot {

/// Does what a button says, in its caller's transaction, with everything that implies; the right to
/// it is checked again. A button of no meaning is answered kindly and changes nothing. Throws what
/// the service behind it throws.
Reaction press(const PressCall& call);

/// Whether the button is one of the set-up, which also works in a chat that is not set up yet.
bool is_about_set_up(const Callback& callback);

}  // namespace igbot::bot
