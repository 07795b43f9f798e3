// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"

namespace igbot::bot {

/// Commands and buttons about what is planned.
Reaction run_schedule(const CommandCall& call);
Reaction run_clear(const CommandCall& call);
Reaction run_mix(const CommandCall& call);

/// [Create schedule].
Reaction press_schedule(const PressCall& call);
/// [Replan]: what is not yet sent, with the settings of now.
Reaction press_replan(const PressCall& call);
/// The answer to the question of /clear.
Reaction press_clear(const PressCall& call);

/// After a change to what shapes the plan: how many posts keep their times, with [Replan]. Says
/// nothing for none.
void offer_replan(ChatScope scope, std::int64_t planned_posts);

}  // namespace igbot::bot
