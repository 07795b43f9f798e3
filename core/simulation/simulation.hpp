// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/post/post.hpp"
#include "core/schedule/planner.hpp"
#include "core/settings/chat_settings.hpp"

namespace igbot::simulation {

/// From `from` up to, not including, `to`.
struct Outage {
  Timestamp from;
  Timestamp to;
};

/// What is to happen in the simulated days.
struct Scenario {
  int days = 30;                             ///< 1..3660, none of them beyond 2037
  std::vector<Outage> outages = {};          ///< when nothing of igbotctl runs
  std::optional<Timestamp> token_dies = {};  ///< from then on nothing can be published
  std::chrono::seconds answer_after{0};      ///< how long people take to answer a card
  std::optional<std::uint64_t> seed = {};    ///< other dice than the chat's own
};

/// A chat as it is at the beginning.
struct Beginning {
  ChatKey chat{};
  ChatSettings settings;
  Timestamp now;
  schedule::Library library;
  schedule::MixView mix;
  /// Posts made since then count in `mix.assigned`.
  Timestamp mix_began;
  std::vector<schedule::TakenSlot> taken;
  /// Posts that have not ended, each with the instant it was made.
  struct OpenPost {
    post::Post post;
    Timestamp created_at;
  };
  std::vector<OpenPost> open;
  /// When the worker looks at the plan next; nothing when nobody lets it plan.
  std::optional<Timestamp> plan_wake_at;
  /// Why nothing can be published there; empty when it can.
  std::string outlet_why_not;
};

enum class Fate {
  posted,         ///< went out
  worker_down,    ///< missed: its time passed while nothing ran
  paused,         ///< missed: its time passed while posting was paused
  not_published,  ///< missed: the account could not be published with
  not_answered,   ///< missed: nobody answered its card in time
  overdue,        ///< missed: it waited too long behind others
  nothing_left,   ///< no item was left for the slot, when it was planned or when it was due
  not_planned,    ///< its post was canceled or ended before, and no run planned it again in time
  file_gone,      ///< it was approved, and its file is gone or has other content
  no_window,      ///< a clock change left no time in the posting hours
  open,           ///< not ended yet: to come, paused for good, or awaiting an answer
};

/// A slot, or a post made by hand, and what became of it.
struct SimulatedSlot {
  schedule::Slot slot;
  Fate fate = Fate::open;
  Timestamp at;                              ///< when that became of it
  std::optional<std::uint32_t> item = {};    ///< position in the library; nothing: it never had one
  std::optional<schedule::Choice> why = {};  ///< of items chosen in the simulation
};

struct Outcome {
  LocalDay from;
  LocalDay to;  ///< not included
  /// Beyond the last day for as long as something may become of its posts.
  Timestamp played_until;
  /// In order of time.
  std::vector<SimulatedSlot> slots;
};

/// Plays the days to come with the planner, the overdue rules and the gate that production uses, on
/// a virtual clock on which `post run` runs each minute. People answer every card with [Auto post]
/// where that can publish, else by posting by hand. A dry run is played as if it were none; a chat
/// that nobody plans by itself, as if `schedule create` ran every day. Pure: the same input gives
/// the same outcome.
Outcome simulate(Beginning beginning, const Scenario& scenario);

}  // namespace igbot::simulation
