// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "core/schedule/category_mix.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::schedule {

/// A chat's category mix through time (Type 2 SCD). Weights are basis points.
class MixRepository {
 public:
  explicit MixRepository(ChatScope scope) : scope_(scope) {}

  /// By category; empty when the chat has no mix and all categories count the same.
  std::vector<CategoryShare> current() const;
  /// When the present mix, or having none, began; nothing when there never was one.
  std::optional<Timestamp> began() const;
  /// Closes the present rows and writes the new set; empty takes the mix away. The caller writes
  /// audit entry and settings snapshot.
  void replace(const std::vector<CategoryShare>& shares);

 private:
  ChatScope scope_;
};

}  // namespace igbot::schedule
