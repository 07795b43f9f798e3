// SPDX-License-Identifier: MIT
#include "core/simulation/simulation.hpp"

#include "core/simulation/simulated_chat.hpp"

namespace igbot::simulation {

Outcome simulate(Beginning beginning, const Scenario& scenario) {
  return SimulatedChat(std::move(beginning), scenario).run();
}

}  // namespace igbot::simulation
