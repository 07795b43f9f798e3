// SPDX-License-Identifier: MIT
#pragma once

#include "core/simulation/simulation.hpp"
#include "tests/property/generated.hpp"

namespace igbot::test {

/// A chat with any settings, library, mix, locks and history, often near a clock change, a month's
/// end or a leap day.
simulation::Beginning generated_chat(Dice& dice);

/// Outages, a dying token, slow answers: as often as not none of them.
simulation::Scenario generated_scenario(Dice& dice, const simulation::Beginning& chat);

/// The settings and times of a case in a line, for messages.
std::string describe(const simulation::Beginning& chat, const simulation::Scenario& scenario);

}  // namespace igbot::test
