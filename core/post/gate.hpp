// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/post/outlet.hpp"
#include "core/post/post.hpp"
#include "core/settings/chat_settings.hpp"

namespace igbot::post {

/// Whether people see a card before anything happens: when they must approve, or when igbotctl
/// may not publish.
inline bool needs_card(const ChatSettings& settings) {
  return settings.require_approval || !settings.enable_instagram_api;
}

/// The same for a planned post: one that asks does so whatever the chat does with others.
inline bool needs_card(const Post& planned, const ChatSettings& settings) {
  return needs_card(settings) || planned.asks;
}

enum class GateStep {
  publish,    ///< goes on its way now
  wait,       ///< not now: paused, or the platform asked to wait; a later run looks again
  stuck,      ///< not until a person mends something
  rehearse,   ///< dry run: all but the publishing
  ask_again,  ///< back to the people: the API was switched off, or it is too late
  miss,       ///< too late, and nobody has to be asked
};

struct GateDecision {
  GateStep step;
  std::string why = {};
};

/// What a run does with an approved or automatic post whose time has come, and which is not being
/// published already. Too late is what could not start within overdue_max of its due or approval
/// time, whichever is later.
GateDecision decide_gate(const Post& post, const ChatSettings& settings, const Outlet& outlet,
                         Timestamp now);
/// The same with the outlet as it is.
GateDecision decide_gate(ChatScope scope, const Post& post, const ChatSettings& settings);

}  // namespace igbot::post
