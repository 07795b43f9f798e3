// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/schedule/plan_changes.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot::schedule {

/// Which days of a plan to export.
struct PlanExportOptions {
  std::optional<LocalDay> from;  ///< today when not given
  int days = 7;                  ///< 1..92
};

/// Throws ErrorKind::usage for days out of range.
ExportedPlan export_plan(ChatScope scope, const Chat& chat, const PlanExportOptions& options);

struct PlanApplyOptions {
  PlanWishes wishes = {};
  std::optional<std::string> reason = {};
};

/// Makes the plan of a chat as the document says, all or nothing, in the caller's transaction;
/// changes what differs and nothing else. The posts it moves, makes or gives another item are
/// pinned: planning anew leaves them alone. Throws PlanRefusal with everything that is wrong, and
/// ErrorKind::conflict for a document of another chat or who has no right to change plans.
PlanDecision apply_plan(UnitOfWork& unit, const Chat& chat, const PlanDocument& document,
                        const PlanApplyOptions& options);

}  // namespace igbot::schedule
