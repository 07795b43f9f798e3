// SPDX-License-Identifier: MIT
#include "core/post/plan_upkeep.hpp"

#include "core/schedule/schedule_service.hpp"
#include "core/text/text.hpp"

namespace igbot::post {
namespace {

bool is_due(Worker& worker, ChatKey chat) {
  return worker.store.read([&](UnitOfWork& unit) {
    return !unit.db()
                .execute("SELECT 1 FROM chats WHERE id = $1 AND plan_wake_at <= $2",
                         {chat, unit.now()})
                .empty();
  });
}

void tell_end(Worker& worker, ChatKey chat, bool runs_out) {
  if (!runs_out) return condition_ends(worker, chat, "plan_ends");
  chat_condition_begins(
      worker, chat, "plan_ends",
      {ErrorKind::failed, "less than 24 hours are planned, and plan_ahead_days is 0",
       "igbotctl schedule create"},
      {{bot::Button{"Create schedule", "v1:schedule::7", {}}}});
}

void tell_unfilled(Worker& worker, ChatKey chat, const schedule::Plan& plan) {
  if (plan.unfilled.empty()) return condition_ends(worker, chat, "unfilled");
  // Without the numbers of this very moment: the text of a lasting condition must not change.
  chat_condition_begins(worker, chat, "unfilled",
                        {ErrorKind::failed, "nothing is left to post for some of the coming slots",
                         "add files and run igbotctl media sync, or shorten repost_ttl_days; "
                         "igbotctl schedule preview names the slots"});
}

void tell_outside_mix(Worker& worker, ChatKey chat, const schedule::Plan& plan) {
  if (plan.outside_mix.empty()) return condition_ends(worker, chat, "outside_mix");
  chat_condition_begins(
      worker, chat, "outside_mix",
      {ErrorKind::failed, "not in the mix and never chosen: " + text::join(plan.outside_mix, ", "),
       "igbotctl mix set"});
}

}  // namespace

void keep_plan_up(Worker& worker, ChatKey chat) {
  if (!is_due(worker, chat)) return;
  const auto result = schedule::top_up(worker.store, chat, worker.actor);
  tell_end(worker, chat, result.runs_out);
  tell_unfilled(worker, chat, result.plan);
  tell_outside_mix(worker, chat, result.plan);
}

}  // namespace igbot::post
