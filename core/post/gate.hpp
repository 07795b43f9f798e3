// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/post/post.hpp"
#include "core/settings/chat_settings.hpp"

namespace igbot::post {

/// Whether people see a card before anything happens: when they must approve, or when igbotctl
/// cannot publish.
inline bool needs_card(const ChatSettings& settings) {
  return settings.require_approval || !settings.enable_instagram_api;
}

enum class GateStep {
  wait,       ///< not now: paused, or something a person must mend; a later run looks again
  rehearse,   ///< dry run: all but the publishing
  ask_again,  ///< back to the people: the API was switched off, or it is too late
  miss,       ///< too late, and nobody has to be asked
};

struct GateDecision {
  GateStep step;
  std::string why;
};

/// What a run does with an approved or automatic post whose time has come. `since` is when it could
/// first have gone out: its due or approval time, whichever is later.
GateDecision decide_gate(const Post& post, const ChatSettings& settings, Timestamp now);

}  // namespace igbot::post
