// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "core/schedule/plan_changes.hpp"

namespace igbot::schedule {

/// Which media item an entry of a plan document means.
class PlanItems {
 public:
  PlanItems(const PlanDocument& document, const PlanFacts& facts);

  /// The item of its media_id; without one the only active item of its path; without either that of
  /// its post. Beside a media_id the path is for reading: it may only be that item's, or what the
  /// post had when it was exported. `present` is the entry's post, null for a new one. Throws
  /// ErrorKind::not_found and ErrorKind::usage.
  const PlanItem& item_of(const PlanEntry& entry, const PresentPost* present) const;

 private:
  const PlanItem& own(const PresentPost& present) const;
  const PlanItem& item_at(const std::string& path, const PresentPost* present) const;
  bool fits_path(const PlanEntry& entry, const PresentPost* present, const PlanItem& item) const;

  const PlanDocument& document_;
  const PlanFacts& facts_;
  std::multimap<std::string, const PlanItem*> active_at_;
};

}  // namespace igbot::schedule
