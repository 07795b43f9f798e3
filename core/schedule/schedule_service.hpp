// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/schedule/plan_repository.hpp"
#include "core/store/store.hpp"

namespace igbot::schedule {

struct ScheduleOptions {
  int days = 7;                  ///< 1..30
  std::optional<LocalDay> from;  ///< the day whose window is open now, or today, when not given
  bool replace = false;          ///< cancel and plan anew what is neither sent nor touched by hand
};

/// What was planned, or would be.
struct ScheduleResult {
  Plan plan;
  std::vector<PostId> posts;  ///< of plan.planned, in its order; empty for a preview
  std::int64_t canceled = 0;
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

/// Plans a chat's posts. Every call is one transaction.
class ScheduleService {
 public:
  explicit ScheduleService(Store& store) : store_(store) {}

  /// Fills the missing slots and lets the worker top the plan up from now on. Throws
  /// ErrorKind::usage for days out of range, in the past or beyond 2037, ErrorKind::not_found for a
  /// chat that is not set up, ErrorKind::conflict for an archived one.
  ScheduleResult create(ChatKey chat, const Actor& actor, const ScheduleOptions& options);
  /// What create() would do; changes nothing.
  ScheduleResult preview(ChatKey chat, const ScheduleOptions& options);
  /// Cancels what is planned and stops the topping up until the next create().
  ClearResult clear(ChatKey chat, const Actor& actor);
  /// What clear() would do; changes nothing.
  ClearResult preview_clear(ChatKey chat);
  /// For the worker, when chats.plan_wake_at has come and auto_plan is on: fills the plan up to
  /// plan_ahead_days and sets the next plan_wake_at.
  TopUpResult top_up(ChatKey chat, const Actor& worker);
  /// The posts that have not ended, earliest first; `limit` 0 = all.
  std::vector<QueuedPost> queue(ChatKey chat, int limit);

 private:
  Store& store_;
};

/// The next choice for a slot whose post lost its item (gone, changed, locked, inactive), in the
/// caller's transaction: neither the post's own content nor one of `tried`. Nothing when the mix
/// has nothing left.
std::optional<PlannedSlot> replacement_for(ChatScope scope, PostId post,
                                           const std::vector<ContentId>& tried = {});
/// The choice for a post made now, without a slot.
std::optional<PlannedSlot> next_choice(ChatScope scope);

}  // namespace igbot::schedule
