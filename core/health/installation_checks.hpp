// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/health/installation_health.hpp"

namespace igbot::health {

/// What somebody has to see to in the installation, in the order of `checks`; nothing that is well.
/// Pure.
std::vector<Finding> judge_installation(const InstallationHealth& health, Timestamp now);

}  // namespace igbot::health
