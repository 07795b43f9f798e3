// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/schedule/plan_repository.hpp"
#include "core/store/store.hpp"

namespace igbot::schedule {

struct ScheduleOptions {
  int days = 7;  ///< 1..30
  std::optional<LocalDay> from =
      std::nullopt;      ///< the day whose window is open now, or today, when not given
  bool replace = false;  ///< cancel and plan anew what is neither sent nor touched by hand
};

/// What was planned, or would be.
struct ScheduleResult {
  Plan plan;
  std::vector<PostId> posts;  ///< of plan.planned, in its order; empty for a preview
  std::int64_t canceled = 0;
  std::vector<KeptPost> kept;  ///< that replacing left where they are: moved or approved by hand
  PlanParameters parameters;
  LocalDay from;
  int days = 0;
};

struct ClearResult {
  std::int64_t canceled = 0;
  std::int64_t still_approved = 0;  ///< approved by hand: these stay and go out
  bool was_automatic = false;       ///< the worker topped the plan up until now
};

struct TopUpResult {
  Plan plan;
  /// With plan_ahead_days = 0: less than 24 hours are planned, and nobody but a person plans more.
  bool runs_out = false;
};

/// Plans the posts of one chat inside one transaction of its caller: what the shell and the
/// Telegram menu both use.
class ScheduleService {
 public:
  explicit ScheduleService(ChatScope scope) : scope_(scope) {}

  /// Fills the missing slots and lets the worker top the plan up from now on. Throws
  /// ErrorKind::usage for days out of range, in the past or beyond 2037, ErrorKind::not_found for a
  /// chat that is not set up, ErrorKind::conflict for an archived one.
  ScheduleResult create(const ScheduleOptions& options);
  /// What create() would do; changes nothing.
  ScheduleResult preview(const ScheduleOptions& options) const;
  /// Cancels what is planned and stops the topping up until the next create().
  ClearResult clear();
  /// What clear() would do; changes nothing.
  ClearResult preview_clear() const;

 private:
  ChatScope scope_;
};

/// For the worker, when a chat's plan_wake_at has come: fills the plan up to plan_ahead_days and
/// sets the next plan_wake_at. A look that plans nothing leaves no audit row. Does nothing for a
/// chat whose auto_plan is off.
TopUpResult top_up(Store& store, ChatKey chat, const Actor& worker);

/// The next choice for a slot whose post lost its item (gone, changed, locked, inactive), in the
/// caller's transaction: neither the post's own content nor one of `tried`. Nothing when the mix
/// has nothing left.
std::optional<PlannedSlot> replacement_for(ChatScope scope, PostId post,
                                           const std::vector<ContentId>& tried = {});
/// The choice for a post made now, without a slot.
std::optional<PlannedSlot> next_choice(ChatScope scope);

}  // namespace igbot::schedule
