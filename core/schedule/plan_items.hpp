// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/schedule/plan_changes.hpp"

namespace igbot::schedule {

/// Which media item an entry of a plan document means.
class PlanItems {
 public:
  PlanItems(const PlanDocument& document, const PlanFacts& facts)
      : document_(document), facts_(facts) {}

  /// The item of its media_id; without one the only active item of its path; without either that of
  /// its post. Beside a media_id the path is for reading: it may not be that of another active
  /// item, unless the post had that one when it was exported. `present` is the entry's post, null
  /// for a new one. Throws ErrorKind::not_found and ErrorKind::usage.
  const PlanItem& item_of(const PlanEntry& entry, const PresentPost* present);

 private:
  using ItemsByPath = std::multimap<std::string, const PlanItem*>;

  const PlanItem& own(const PresentPost& present) const;
  const PlanItem& item_at(const std::string& path, const PresentPost* present);
  bool fits_path(const PlanEntry& entry, const PresentPost* present, const PlanItem& item);
  const ItemsByPath& active_items();

  const PlanDocument& document_;
  const PlanFacts& facts_;
  /// Made when first needed: a library may have 100,000 items.
  std::optional<ItemsByPath> active_items_;
};

}  // namespace igbot::schedule
