// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/clock.hpp"
#include "core/ids.hpp"

namespace igbot::schedule {

/// A media item that may be chosen: active, its content neither locked nor held by a post.
struct Candidate {
  MediaId media{};
  ContentId content{};
  std::string category;
  std::string path;
  std::int64_t times_posted = 0;
  std::optional<Timestamp> last_posted_at;
};

/// Hands out the items of each category: never posted, then posted longest ago, then fewest times,
/// then by chance from the seed. No content is handed out twice.
class Selector {
 public:
  Selector(const std::vector<Candidate>& candidates, std::uint64_t seed);

  /// The next item of the category; nothing when none is left.
  std::optional<Candidate> take(const std::string& category);

 private:
  /// A category's items, the best at the back.
  std::map<std::string, std::vector<Candidate>> by_category_;
  std::unordered_set<std::int64_t> taken_;
};

}  // namespace igbot::schedule
