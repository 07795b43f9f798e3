// SPDX-License-Identifier: MIT
#include "core/post/poller_watch.hpp"

#include <algorithm>

namespace igbot::post {
namespace {

constexpr std::chrono::minutes k_patience{10};
constexpr const char* k_poller = "poller";

bool polled_lately(UnitOfWork& unit) {
  return !unit.db()
              .execute("SELECT 1 FROM telegram_pollers WHERE last_success_at > $1 LIMIT 1",
                       {unit.now() - k_patience})
              .empty();
}

bool awaits_for_long(UnitOfWork& unit, ChatKey chat) {
  return !unit.db()
              .execute(
                  "SELECT 1 FROM posts WHERE chat_id = $1 AND state = 'awaiting' AND sent_at < $2 "
                  "LIMIT 1",
                  {chat, unit.now() - k_patience})
              .empty();
}

}  // namespace

void watch_poller(Worker& worker, const std::vector<ChatKey>& chats) {
  const bool alive = worker.store.read([](UnitOfWork& unit) { return polled_lately(unit); });
  if (alive) {
    condition_ends(worker, std::nullopt, k_poller);
    return;
  }
  const bool waits = worker.store.read([&](UnitOfWork& unit) {
    return std::any_of(chats.begin(), chats.end(),
                       [&](ChatKey chat) { return awaits_for_long(unit, chat); });
  });
  if (!waits) return;
  const Problem problem{
      ErrorKind::failed,
      "cards await a decision, and nobody takes in what people press: telegram poll has not "
      "succeeded for 10 minutes",
      "igbotctl telegram poll --for 55s, each minute from cron"};
  if (!condition_begins(worker, std::nullopt, k_poller, problem)) return;
  worker.store.write(worker.actor, [&](UnitOfWork& unit) {
    tell_admin(worker, unit, problem.message + ".\n" + problem.hint);
  });
}

}  // namespace igbot::post
