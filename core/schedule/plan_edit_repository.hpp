// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "core/schedule/plan_changes.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::schedule {

/// What exporting and applying a plan reads of a chat.
class PlanEditRepository {
 public:
  explicit PlanEditRepository(ChatScope scope) : scope_(scope) {}

  /// Everything due in the period but canceled posts, in order of time.
  std::vector<ExportedPost> posts(const PlanPeriod& period) const;
  PlanFacts facts(const PlanDocument& document) const;

 private:
  std::map<PostId, PresentPost> present(const PlanDocument& document) const;
  std::map<MediaId, PlanItem> items() const;
  std::map<ContentId, PlanLock> locks() const;
  bool is_automatic() const;

  ChatScope scope_;
};

}  // namespace igbot::schedule
