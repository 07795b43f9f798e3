// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/schedule/schedule_service.hpp"

namespace igbot::schedule {

/// For people, on the shell and in Telegram: the posts of each day, what could not be filled and
/// why; lines that each end with a line break.
std::string plan_text(const std::string& chat, const ScheduleResult& result, bool dry_run);

/// Why each slot got its item, or none; lines that each end with a line break.
std::string plan_reasons(const ScheduleResult& result);

/// The same of clearing a schedule.
std::string cleared_text(const std::string& chat, const ClearResult& result, bool dry_run);

}  // namespace igbot::schedule
