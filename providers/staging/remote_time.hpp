// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/clock.hpp"

namespace igbot::staging {

/// When a listing says a thing was made ("2026-11-22T14:00:00.000Z"). Throws ErrorKind::temporary
/// for anything else: nothing may be deleted by a time that is not understood.
Timestamp parse_remote_time(const std::string& text);

}  // namespace igbot::staging
