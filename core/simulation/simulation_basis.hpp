// SPDX-License-Identifier: MIT
#pragma once

#include "core/simulation/simulation.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::simulation {

/// The chat as it is now. Throws ErrorKind::not_found for a chat that is not set up.
Beginning beginning_of(ChatScope scope);

}  // namespace igbot::simulation
