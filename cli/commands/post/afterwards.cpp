// SPDX-License-Identifier: MIT
#include "cli/commands/post/afterwards.hpp"

#include <algorithm>

#include "core/post/gate.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using post::PostState;

/// "igbotctl post withdraw 17 --chat -1001".
std::string post_command(const Decision& decision, const std::string& verb,
                         const std::string& rest = {}) {
  return "igbotctl post " + verb + " " + id_text(decision.after.id) + rest + decision.chat;
}

std::string unlock_command(const Decision& decision, const std::string& kind) {
  return "igbotctl media unlock " + id_text(decision.after.media) + " --kind " + kind +
         decision.chat;
}

std::string move_command(const Decision& decision) {
  return post_command(decision, "move",
                      " \"" + exact_local_text(decision.before.due_at, decision.zone) + "\"");
}

std::string when_it_goes_out(const Decision& decision) {
  const Timestamp at = std::max(decision.now, decision.after.due_at);
  if (decision.settings.paused_at_instant(at)) {
    return "paused: it goes out after igbotctl resume" + decision.chat;
  }
  const bool asks = decision.after.state == PostState::planned &&
                    post::needs_card(decision.after, decision.settings);
  const char* what = asks                             ? "its card is sent "
                     : decision.settings.dry_run_mode ? "dry run: it is rehearsed, not published, "
                                                      : "goes out ";
  return std::string(what) + (at > decision.now ? "at its time" : "with the next post run");
}

std::string rests_for(int days) {
  return "its content rests for " + text::count(days, "day", "days");
}

/// A choice that locked the content: the post itself stays ended, its content can be sent again.
std::string undo_lock(const Decision& decision, const std::string& kind) {
  return "to undo: " + unlock_command(decision, kind) + ", then igbotctl post next --media " +
         id_text(decision.after.media) + decision.chat;
}

/// What counts as posted stays counted.
Afterwards after_posting(const Decision& decision) {
  return {"counted, and " + rests_for(decision.settings.repost_ttl_days),
          "cannot be undone; " + unlock_command(decision, "recent_post") +
              " frees its content, no more"};
}

}  // namespace

Afterwards after_approve(const Decision& decision) {
  std::string follows = when_it_goes_out(decision);
  const bool had_card = decision.before.state == PostState::planned && decision.after.message;
  if (had_card) follows += "; withdrawn it would be awaiting, not planned";
  if (decision.before.state == PostState::failed) {
    follows += std::string("; withdrawn it would be ") +
               (decision.after.message ? "awaiting" : "planned") + ", not failed";
  }
  return {std::move(follows), "undo: " + post_command(decision, "withdraw")};
}

Afterwards after_done(const Decision& decision) { return after_posting(decision); }

Afterwards after_skip(const Decision& decision) {
  return {rests_for(decision.settings.skip_ttl_days), undo_lock(decision, "skip")};
}

Afterwards after_reject(const Decision& decision) {
  return {"its content is never chosen again", undo_lock(decision, "reject")};
}

Afterwards after_withdraw(const Decision& decision) {
  if (!decision.settings.enable_instagram_api) {
    return {"", "cannot be undone while enable_instagram_api is off"};
  }
  return {"", "undo: " + post_command(decision, "approve")};
}

Afterwards after_cancel(const Decision& decision) {
  const std::string retry = "undo: " + post_command(decision, "retry");
  const bool waits_for_its_time =
      decision.before.state == PostState::planned || decision.before.state == PostState::approved;
  if (waits_for_its_time && decision.before.due_at > decision.now) {
    return {std::string("its content is free again") +
                (decision.before.pinned ? "" : "; planned again it counts as moved by hand"),
            retry + " && " + move_command(decision)};
  }
  return {"its content is free again; retried it is due at once", retry};
}

Afterwards after_retry(const Decision& decision) {
  std::string follows = when_it_goes_out(decision);
  if (decision.before.state != PostState::canceled) {
    follows += "; undone it is canceled, not " + std::string(to_string(decision.before.state));
  }
  return {std::move(follows), "undo: " + post_command(decision, "cancel")};
}

Afterwards after_move(const Decision& decision) {
  const bool can_go_back = decision.before.due_at > decision.now;
  return {std::string("planning anew leaves it there") +
              (decision.before.pinned || !can_go_back ? "" : ", also when it is moved back"),
          can_go_back ? "undo: " + move_command(decision)
                      : "cannot be undone: the time it had has passed"};
}

Afterwards after_resolve(const Decision& decision) {
  switch (decision.after.state) {
    case PostState::posted:
      return after_posting(decision);
    case PostState::failed:
      return {post_command(decision, "retry") + " plans it again", "cannot be undone"};
    case PostState::awaiting:
      return {"its card asks for a decision", "cannot be undone"};
    default:
      return {when_it_goes_out(decision), "cannot be undone"};
  }
}

}  // namespace igbot::cli
