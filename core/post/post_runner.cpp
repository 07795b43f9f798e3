// SPDX-License-Identifier: MIT
#include "core/post/post_runner.hpp"

#include <algorithm>
#include <thread>
#include <vector>

#include "core/post/delivery.hpp"
#include "core/post/item_choice.hpp"
#include "core/post/outbox_drain.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/settle.hpp"
#include "core/schedule/schedule_service.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/rate_limit_repository.hpp"
#include "core/text/text.hpp"

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
  return worker.store.read([&](UnitOfWork& unit) {
    const RateLimitRepository limits(unit);
    return limits.blocked_until("telegram") > unit.now() ||
           limits.blocked_until(telegram_scope(chat)) > unit.now();
  });
}

/// A plan with holes, or one that nobody lengthens, is told to the chat once.
void tell_about_plan(Worker& worker, ChatKey chat, const schedule::TopUpResult& result) {
  if (result.runs_out) {
    chat_condition_begins(
        worker, chat, "plan_ends",
        {ErrorKind::failed, "less than 24 hours are planned, and plan_ahead_days is 0",
         "igbotctl schedule create"},
        {{bot::Button{"Create schedule", "v1:schedule::7", {}}}});
  } else {
    condition_ends(worker, chat, "plan_ends");
  }
  if (result.plan.unfilled.empty()) {
    condition_ends(worker, chat, "unfilled");
    return;
  }
  chat_condition_begins(worker, chat, "unfilled",
                        {ErrorKind::failed,
                         text::count(static_cast<std::int64_t>(result.plan.unfilled.size()),
                                     "slot has", "slots have") +
                             " no picture: " + result.plan.unfilled.front().reason,
                         "add files and run igbotctl media sync, or shorten repost_ttl_days"});
}

void lengthen_plan(Worker& worker, ChatKey chat) {
  const bool due = worker.store.read([&](UnitOfWork& unit) {
    return !unit.db()
                .execute("SELECT 1 FROM chats WHERE id = $1 AND plan_wake_at <= $2",
                         {chat, unit.now()})
                .empty();
  });
  if (!due) return;
  const auto result = schedule::top_up(worker.store, chat, worker.actor);
  tell_about_plan(worker, chat, result);
}

void run_chat(Worker& worker, ChatKey key) {
  lengthen_plan(worker, key);
  const auto chat =
      worker.store.read([&](UnitOfWork& unit) { return ChatRepository(unit).find(key).value(); });
  const Settled settled = worker.store.write(
      worker.actor, [&](UnitOfWork& unit) { return settle(unit.chat(key), chat); });
  for (const Handled& handled : settled.handled) worker.report.add(handled);
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
