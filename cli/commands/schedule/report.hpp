// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/output.hpp"
#include "core/schedule/schedule_service.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot::cli {

/// The documented JSON of `schedule create` and `schedule preview`.
extern const Shape k_schedule_shape;
nlohmann::json schedule_document(const Chat& chat, const schedule::ScheduleResult& result);

/// For people: the posts of each day, what could not be filled and why, and what to do next.
std::string schedule_report(const Chat& chat, const schedule::ScheduleResult& result, bool dry_run);

}  // namespace igbot::cli
