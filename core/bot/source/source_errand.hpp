// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "core/bot/calls.hpp"

namespace igbot::bot {

/// What follows from an errand, in a transaction of whoever asked for it.
using Conclusion = std::function<void(const Call&, const Conversation&)>;

/// Carries out the step of a conversation that connects a source: exchanges the code of a login,
/// lists the folders that can be chosen, or looks into one. Network, outside every transaction;
/// `still_wanted` is called between pages and may throw to give up. What fails is concluded in
/// words.
Conclusion carry_out_source_step(const BotRules& rules, ChatKey chat,
                                 const Conversation& conversation,
                                 const std::function<void()>& still_wanted);

}  // namespace igbot::bot
