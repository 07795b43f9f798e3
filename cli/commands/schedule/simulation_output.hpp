// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "cli/output.hpp"
#include "core/simulation/simulation_report.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot::cli {

/// A chat and what its simulated days come to. `beginning` and `outcome` are left empty where only
/// the report is wanted.
struct Simulated {
  Chat chat;
  simulation::Beginning beginning;
  simulation::Outcome outcome;
  simulation::Report report;
};

/// The documented JSON of `schedule simulate`.
extern const Shape k_simulation_shape;
nlohmann::json simulation_json(const Simulated& simulated, bool with_posts);

/// For people: the days of one chat, each slot of them, and many chats with a line each.
void print_simulation(const Simulated& simulated, Io& io);
void print_simulated_slots(const Simulated& simulated, Io& io);
void print_simulations(const std::vector<Simulated>& all, Io& io);

}  // namespace igbot::cli
