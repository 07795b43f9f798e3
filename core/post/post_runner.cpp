// SPDX-License-Identifier: MIT
#include "core/post/post_runner.hpp"

#include <algorithm>
#include <thread>
#include <vector>

#include "core/post/delivery.hpp"
#include "core/post/item_choice.hpp"
#include "core/post/outbox_drain.hpp"
#include "core/post/plan_upkeep.hpp"
#include "core/post/poller_watch.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/settle.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/rate_limit_repository.hpp"

namespace igbot::post {
namespace {

std::vector<ChatKey> chats_of_run(Worker& worker, const RunOptions& options) {
  return worker.store.read([&](UnitOfWork& unit) {
    std::vector<ChatKey> chats = chats_to_wake(unit.db(), unit.now());
    if (options.chat) {
      const bool due = std::find(chats.begin(), chats.end(), *options.chat) != chats.end();
      chats = due ? std::vector{*options.chat} : std::vector<ChatKey>{};
    }
    return chats;
  });
}

bool is_blocked(Worker& worker, TelegramChatId chat) {
  return worker.store.read(
      [&](UnitOfWork& unit) { return RateLimitRepository(unit).blocked_until(chat) > unit.now(); });
}

void run_chat(Worker& worker, ChatKey key) {
  keep_plan_up(worker, key);
  const auto chat =
      worker.store.read([&](UnitOfWork& unit) { return ChatRepository(unit).find(key).value(); });
  const Settled settled = worker.store.write(
      worker.actor, [&](UnitOfWork& unit) { return settle(unit.chat(key), chat); });
  for (const Handled& handled : settled.handled) worker.report.add(handled);
  if (settled.blocked) {
    chat_condition_begins(
        worker, key, "publishing",
        {ErrorKind::auth, "posts of " + chat.name + " cannot be published: " + *settled.blocked,
         "igbotctl settings set require_approval true, and post by hand until then"});
  } else {
    condition_ends(worker, key, "publishing");
  }
  Delivery delivery(worker, key);
  for (const PostId id : settled.deliver) {
    // Looked at before each post: the one before may have been told to wait.
    if (worker.messenger_down || is_blocked(worker, chat.telegram_id)) return;
    delivery.deliver(id, Delivery::Asked::by_time);
  }
}

/// Whatever goes wrong in one chat stays there, told once while it lasts.
void run_chat_guarded(Worker& worker, ChatKey key) {
  try {
    run_chat(worker, key);
    condition_ends(worker, key, "run");
  } catch (const Error& error) {
    condition_begins(worker, key, "run", {error.kind(), error.what(), error.hint()});
  }
}

/// Runs `work` for each chat on up to `jobs` threads. What no chat could contain (the database is
/// gone, memory is out) ends the run.
template <typename Work>
void for_each_chat(const std::vector<ChatKey>& chats, int jobs, Work work) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  const auto loop = [&] {
    try {
      for (std::size_t i = next++; i < chats.size(); i = next++) work(chats[i]);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      next = chats.size();
    }
  };
  const std::size_t threads = std::min(chats.size(), static_cast<std::size_t>(std::max(jobs, 1)));
  if (threads <= 1) {
    loop();
  } else {
    std::vector<std::jthread> pool;
    for (std::size_t i = 0; i < threads; ++i) pool.emplace_back(loop);
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

void run_posts(Worker& worker, const RunOptions& options) {
  const std::vector<ChatKey> chats = chats_of_run(worker, options);
  if (chats.empty()) return;
  for_each_chat(chats, options.jobs, [&](ChatKey chat) { run_chat_guarded(worker, chat); });
  watch_poller(worker, chats);
  drain_outbox(worker, options.chat);
}

void foresee_posts(Worker& worker, const RunOptions& options) {
  for (const ChatKey key : chats_of_run(worker, options)) {
    const Settled settled = worker.store.rehearse(worker.actor, [&](UnitOfWork& unit) {
      const Chat chat = ChatRepository(unit).find(key).value();
      const ChatScope scope = unit.chat(key);
      Settled foreseen = settle(scope, chat);
      for (const PostId id : foreseen.deliver) {
        const Post post = PostRepository(scope).find(id).value();
        foreseen.handled.push_back(handled(scope, chat, post, "would_send", {}));
      }
      return foreseen;
    });
    for (const Handled& handled : settled.handled) worker.report.add(handled);
  }
}

}  // namespace igbot::post
