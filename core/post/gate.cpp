// SPDX-License-Identifier: MIT
#include "core/post/gate.hpp"

#include <algorithm>

#include "core/time_text.hpp"

namespace igbot::post {
namespace {

bool is_unclaimed(const Post& post) {
  return post.state == PostState::planned || post.state == PostState::claimed;
}

/// With what kept it, as far as that is known.
std::string too_late(const Post& post, const Outlet& outlet) {
  const std::string why = outlet.why_not.empty() ? post.reason.value_or("") : outlet.why_not;
  return "it could not be published in time" + (why.empty() ? why : " (" + why + ")");
}

}  // namespace

GateDecision decide_gate(const Post& post, const ChatSettings& settings, const Outlet& outlet,
                         Timestamp now) {
  if (!settings.enable_instagram_api && !is_unclaimed(post)) {
    return {GateStep::ask_again, "the Instagram API was switched off"};
  }
  if (settings.paused_at_instant(now)) return {GateStep::wait, "posting is paused"};
  if (settings.dry_run_mode) return {GateStep::rehearse};
  const Timestamp since = std::max(post.due_at, post.approved_at.value_or(post.due_at));
  if (now - since > settings.overdue_max) {
    return {settings.require_approval || post.approved ? GateStep::ask_again : GateStep::miss,
            too_late(post, outlet)};
  }
  if (!outlet.why_not.empty()) return {GateStep::stuck, outlet.why_not};
  if (outlet.blocked_until > now) {
    return {GateStep::wait, "Instagram asked to wait until " + utc_text(outlet.blocked_until)};
  }
  return {GateStep::publish};
}

GateDecision decide_gate(ChatScope scope, const Post& post, const ChatSettings& settings) {
  return decide_gate(post, settings, outlet_of(scope, settings, post), scope.now());
}

}  // namespace igbot::post
