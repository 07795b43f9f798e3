// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/simulation/simulation_report.hpp"

namespace igbot::simulation {

/// For people: what the simulated days of a chat come to, in lines that each end with a line break;
/// the categories are not in it, they make a table.
std::string report_text(const std::string& chat, const Report& report);

}  // namespace igbot::simulation
