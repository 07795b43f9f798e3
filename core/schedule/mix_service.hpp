// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/schedule/category_mix.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::schedule {

/// "memes=70", "merch=29.5", … as shares in basis points, by category. Throws ErrorKind::usage
/// unless they are percentages with at most two decimals that sum to 100.
std::vector<CategoryShare> parse_mix(const std::vector<std::string>& words);
/// "merch=29.5 memes=70.5"; "all categories equal" for none.
std::string mix_text(const std::vector<CategoryShare>& shares);
/// Basis points as percent: "70", "29.5", "33.33".
std::string percent_text(std::int64_t basis_points);

/// One category as `mix show` lists it.
struct MixLine {
  std::string category;
  std::optional<std::int64_t> share;  ///< basis points; nothing when the mix does not name it
  std::int64_t active = 0;            ///< active media items
};

struct MixChange {
  std::vector<CategoryShare> before;
  std::vector<CategoryShare> after;
  bool changed() const { return before != after; }
};

/// The category mix of one chat inside one transaction of its caller.
class MixService {
 public:
  explicit MixService(ChatScope scope) : scope_(scope) {}

  /// Every category of the mix and of the library, by name.
  std::vector<MixLine> show() const;
  /// Replaces the whole mix (empty: all categories equal) with its settings snapshot and audit
  /// entry; the mix it already has writes nothing. Moves nothing planned.
  MixChange set(const std::vector<CategoryShare>& shares, const std::optional<std::string>& reason);
  /// The same without the snapshot, for a caller that changes settings too and takes one of all.
  MixChange replace(const std::vector<CategoryShare>& shares,
                    const std::optional<std::string>& reason);

 private:
  ChatScope scope_;
};

}  // namespace igbot::schedule
