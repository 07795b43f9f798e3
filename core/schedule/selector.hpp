// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/schedule/library.hpp"

namespace igbot::schedule {

/// What put an item before the next best one of its category.
enum class Edge {
  only_one,      ///< there was no other
  never_posted,  ///< the other one was posted before
  longest_ago,   ///< the other one was posted more recently
  fewest_times,  ///< the other one was posted more often
  by_lot,        ///< they were alike
};

/// An item handed out.
struct Taken {
  std::uint32_t item = 0;  ///< position in the library's items
  std::int64_t ready = 0;  ///< how many contents of its category could be chosen
  Edge edge = Edge::only_one;
};

/// Hands out the items of each category: never posted, then posted longest ago, then fewest times,
/// then by chance from the seed. No content is handed out twice.
class Selector {
 public:
  /// The library must outlive it and stay as it is.
  Selector(const Library& library, std::uint64_t seed) : library_(library), seed_(seed) {}

  /// The best item of the category that is free at `at`; nothing when there is none. Asked in order
  /// of time: an item that was free stays so.
  std::optional<Taken> take(const std::string& category, Timestamp at);

 private:
  struct Ranked {
    std::int64_t last_posted;  ///< less than any instant when it never was
    std::int64_t times_posted;
    std::uint64_t lot;
    std::uint32_t item;
  };
  struct Waiting {
    Timestamp from;
    std::uint32_t item;
  };
  struct Shelf {
    std::vector<Ranked> ready;     ///< a heap, the best in front
    std::vector<Waiting> waiting;  ///< a heap, the first to be free in front
    std::int64_t choices = 0;      ///< contents of `ready` that were not handed out
    std::set<ContentId> shared;    ///< those of them that several items have
  };

  static bool is_worse(const Ranked& left, const Ranked& right);
  static bool is_later(const Waiting& left, const Waiting& right);
  static Edge edge_between(const Ranked& best, const Ranked& next);
  Ranked ranked(std::uint32_t item) const;
  Shelf& shelf_of(const std::string& category, Timestamp at);
  void make_ready(Shelf& shelf, std::uint32_t item);
  void hand_out(Shelf& shelf, std::uint32_t item);
  bool is_taken(std::uint32_t item) const;
  void drop_taken(Shelf& shelf);

  const Library& library_;
  std::uint64_t seed_;
  std::map<std::string, Shelf> shelves_;
  std::set<ContentId> taken_;
};

}  // namespace igbot::schedule
