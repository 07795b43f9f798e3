// SPDX-License-Identifier: MIT
#include "core/post/gate.hpp"

#include <algorithm>

namespace igbot::post {

GateDecision decide_gate(const Post& post, const ChatSettings& settings, Timestamp now) {
  if (!settings.enable_instagram_api && post.state != PostState::claimed) {
    return {GateStep::ask_again, "the Instagram API was switched off"};
  }
  if (settings.paused_at_instant(now)) return {GateStep::wait, "posting is paused"};
  if (settings.dry_run_mode) return {GateStep::rehearse, {}};
  const Timestamp since = std::max(post.due_at, post.approved_at.value_or(post.due_at));
  if (now - since > settings.overdue_max) {
    return {settings.require_approval || post.approved ? GateStep::ask_again : GateStep::miss,
            "it could not be published in time"};
  }
  return {GateStep::wait, settings.active_account.empty()
                              ? "no Instagram account is active"
                              : "this version cannot publish to Instagram yet"};
}

}  // namespace igbot::post
