// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/schedule/planner.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::schedule {

/// The days from `from` up to, not including, `to`.
struct DayRange {
  LocalDay from;
  LocalDay to;
};

/// A planned post that planning anew may cancel: in the future, neither moved nor approved by hand.
struct ReplaceablePost {
  PostId id{};
  LocalDay day;
  int index = 0;
  std::string category;
  Timestamp created_at;
};

/// A post that planning anew leaves where it is: moved or approved by hand.
struct KeptPost {
  PostId id{};
  Timestamp due_at;
};

/// What planning starts from.
struct PlanBasis {
  Library library;
  MixView mix;
  /// Posts made since then count in `mix.assigned`.
  Timestamp mix_began;
  std::vector<TakenSlot> taken;
};

/// The planned side of a chat's posts: what there is, what is free, and new plans.
class PlanRepository {
 public:
  explicit PlanRepository(ChatScope scope) : scope_(scope) {}

  std::vector<ReplaceablePost> replaceable(const DayRange& days) const;
  /// Posts to come of those days that replaceable() leaves out, the earliest first.
  std::vector<KeptPost> kept(const DayRange& days) const;
  /// Library, mix and taken slots, as if `without` were canceled.
  PlanBasis basis(const DayRange& days, const std::vector<ReplaceablePost>& without = {}) const;
  /// When the last post that has not gone out is due.
  std::optional<Timestamp> last_due() const;
  std::int64_t count_planned() const;
  std::int64_t count_approved() const;

  /// Keeps with a post why it got its item.
  void remember_choice(PostId post, const Choice& choice);
  /// Nothing when its item was not chosen by the planner, or another one was put in its place.
  std::optional<Choice> choice_of(PostId post) const;

  /// The new posts' ids, in the order of `planned`.
  std::vector<PostId> insert(const std::vector<PlannedSlot>& planned, const std::string& plan);
  /// Cancels what replaceable() lists; returns how many.
  std::int64_t cancel_replaceable(const DayRange& days, const std::string& reason);
  /// Cancels every planned post; returns how many.
  std::int64_t cancel_planned(const std::string& reason);

  bool auto_plan() const;
  void set_auto_plan(bool on, std::optional<Timestamp> wake_at);

 private:
  struct Stock {
    Library library;
    std::optional<Timestamp> newest_category;  ///< when the newest of its categories appeared
  };

  Stock stock(const std::vector<ReplaceablePost>& without) const;
  std::map<std::string, std::int64_t> assigned_since(
      Timestamp since, const std::vector<ReplaceablePost>& without) const;
  std::vector<TakenSlot> taken(const DayRange& days,
                               const std::vector<ReplaceablePost>& without) const;
  std::int64_t cancel(const std::string& condition, std::vector<sql::Value> params,
                      const std::string& reason);

  ChatScope scope_;
};

}  // namespace igbot::schedule
