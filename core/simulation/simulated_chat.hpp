// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "core/post/outlet.hpp"
#include "core/simulation/simulation.hpp"

namespace igbot::simulation {

/// A chat on a virtual clock: its library, plan and posts, moved as the worker and its people move
/// them.
class SimulatedChat {
 public:
  SimulatedChat(Beginning beginning, const Scenario& scenario);

  Outcome run();

 private:
  struct OpenPost {
    post::Post post;
    schedule::Slot slot;
    std::optional<schedule::Choice> why = {};
    /// Whether the mix counts it.
    bool counted = true;
    /// When people answer its card.
    std::optional<Timestamp> answer_at = {};
    bool ended = false;
  };

  void begin_with(const Beginning& beginning);

  std::chrono::seconds longest_wait() const;
  Timestamp next_tick(Timestamp after) const;
  Timestamp wake_of(const OpenPost& open, Timestamp after) const;
  Timestamp next_change(const OpenPost& open, Timestamp after) const;
  void tick(Timestamp now);

  void look_at_plan(Timestamp now);
  void take_plan(schedule::Plan plan);
  void library_changed(Timestamp now);

  void answer_cards(Timestamp now);
  void settle(Timestamp now);
  void settle_approved(OpenPost& open, Timestamp now);
  void apply_overdue(Timestamp now);
  void deliver(OpenPost& open, Timestamp now);
  bool has_file(const OpenPost& open) const;
  bool has_good_item(const OpenPost& open, Timestamp now) const;
  bool keep_or_replace_item(OpenPost& open, Timestamp now);
  void send_card(OpenPost& open, Timestamp now);

  void count_as_posted(OpenPost& open, Timestamp now);
  void count_as_missed(OpenPost& open, Timestamp now, Fate why);
  void let_go(OpenPost& open, Timestamp now);
  bool is_down(Timestamp at) const;
  Fate why_late(const OpenPost& open, Timestamp now) const;

  post::Outlet outlet(Timestamp now) const;
  bool is_paused(Timestamp now) const { return settings_.paused_at_instant(now); }
  OpenPost& find(PostId id);
  Outcome outcome();
  void add_empty_slots(Outcome& outcome) const;
  Fate why_empty(const schedule::Slot& slot) const;

  Scenario scenario_;
  ChatKey dice_;
  ChatSettings settings_;
  schedule::PlanParameters parameters_;
  Zone zone_;
  Timestamp start_;
  LocalDay first_day_;
  Timestamp end_;
  std::string dead_outlet_;

  schedule::Library library_;
  schedule::MixView mix_;
  std::vector<schedule::TakenSlot> taken_;
  std::vector<schedule::TakenSlot> taken_before_;
  std::vector<OpenPost> open_;
  std::int64_t next_id_ = 1;
  std::vector<SimulatedSlot> ended_;

  Timestamp plan_wake_;
  /// When the plan was looked at last and something was left unfilled.
  std::optional<Timestamp> unfilled_since_;
  /// What looks found nothing for: since the last one, and before.
  std::vector<schedule::UnfilledSlot> unfilled_;
  std::set<std::pair<LocalDay, int>> found_empty_;
};

}  // namespace igbot::simulation
