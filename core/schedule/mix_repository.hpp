// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/schedule/category_mix.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::schedule {

/// A time in which one mix was in force.
struct MixPeriod {
  Timestamp from;
  std::optional<Timestamp> to;  ///< nothing: it still is
  std::optional<Actor> by;      ///< who brought it about, as far as the audit log goes back
  std::optional<std::string> reason;
  std::vector<CategoryShare> shares;  ///< by category; empty: all counted the same
};

/// A chat's category mix through time (Type 2 SCD). Weights are basis points.
class MixRepository {
 public:
  explicit MixRepository(ChatScope scope) : scope_(scope) {}

  /// By category; empty when the chat has no mix and all categories count the same.
  std::vector<CategoryShare> current() const;
  /// When the present mix, or having none, began; nothing when there never was one.
  std::optional<Timestamp> began() const;
  /// The newest first, at most `limit`. The time before the first mix is none of them.
  std::vector<MixPeriod> history(int limit) const;
  /// Closes the present rows and writes the new set; empty takes the mix away. The caller writes
  /// audit entry and settings snapshot.
  void replace(const std::vector<CategoryShare>& shares);

 private:
  void add_shares(std::vector<MixPeriod>& periods) const;
  void add_authors(std::vector<MixPeriod>& periods) const;

  ChatScope scope_;
};

}  // namespace igbot::schedule
