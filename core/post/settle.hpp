// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/post/run_report.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// A planned post whose time has come.
struct Due {
  PostId id{};
  bool gets_card = true;  ///< otherwise it is published or rehearsed
};

/// What a chat's due posts come to, before anything is sent.
struct Settled {
  std::vector<PostId> publish;  ///< approved ones and those half-way, in this order
  std::vector<PostId> doubt;    ///< that may or may not be live, to be looked into
  std::vector<PostId> live;     ///< published ones whose figures may be due
  std::vector<Due> deliver;     ///< planned ones, in this order
  std::vector<Handled> handled;
  /// Why approved or automatic posts cannot be published, which a person must mend.
  std::optional<std::string> blocked;
};

/// The first transaction of a run in a chat: ends a timed pause, takes back what a dead worker
/// held (a claim and a preparation are repeatable, a send and a publish are doubts), expires cards
/// nobody answered, carries approved posts on, and lets the overdue policy decide about what is
/// late.
Settled settle(ChatScope scope, const Chat& chat);

}  // namespace igbot::post
