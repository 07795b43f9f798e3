// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/output.hpp"
#include "core/schedule/plan_changes.hpp"
#include "core/store/chat_repository.hpp"
#include "core/zone.hpp"

namespace igbot::cli {

/// What `schedule apply` did, or with -n would do.
struct AppliedPlan {
  Chat chat;
  Zone zone;
  Timestamp now;
  schedule::PlanDecision decision;
  bool dry_run = false;
};

/// The documented JSON of `schedule apply`.
extern const Shape k_apply_shape;
nlohmann::json applied_json(const AppliedPlan& plan);

/// For people: a line for each step, what stays as it is, and how to take it back.
std::string applied_text(const AppliedPlan& plan);

}  // namespace igbot::cli
