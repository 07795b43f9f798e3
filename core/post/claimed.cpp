// SPDX-License-Identifier: MIT
#include "core/post/claimed.hpp"

#include "core/post/transition.hpp"

namespace igbot::post {

bool advance(Worker& worker, Claimed& claimed, Verb verb, const std::optional<std::string>& why,
             const ScopedEdit& edit) {
  const auto after = worker.store.write(worker.actor, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(claimed.chat.key);
    return Transition(scope, claimed.settings).advance(claimed.post, verb, why, [&](Post& post) {
      if (edit) edit(scope, post);
    });
  });
  if (!after) return false;
  claimed.post = *after;
  return true;
}

void report(Worker& worker, const Claimed& claimed, const std::string& outcome,
            const std::string& detail) {
  worker.report.add(Handled{claimed.chat.telegram_id, claimed.chat.name, claimed.post,
                            claimed.item.path, outcome, detail});
}

std::chrono::milliseconds backoff(int failures, PostId post) {
  std::chrono::milliseconds wait = std::chrono::minutes{1};
  for (int i = 1; i < failures; ++i) wait *= 5;
  // Spread by the post's number, so that posts refused together do not return together.
  return wait + wait * (number(post) % 10) / 40;
}

}  // namespace igbot::post
