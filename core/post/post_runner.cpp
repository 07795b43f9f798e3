// SPDX-License-Identifier: MIT
#include "core/post/post_runner.hpp"

#include <algorithm>
#include <thread>
#include <vector>

#include "core/account/account_service.hpp"
#include "core/post/delivery.hpp"
#include "core/post/gate.hpp"
#include "core/post/insights_harvest.hpp"
#include "core/post/item_choice.hpp"
#include "core/post/outbox_drain.hpp"
#include "core/post/plan_upkeep.hpp"
#include "core/post/poller_watch.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/publication.hpp"
#include "core/post/setback.hpp"
#include "core/post/settle.hpp"
#include "core/post/token_watch.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/condition_repository.hpp"
#include "core/store/rate_limit_repository.hpp"

namespace igbot::post {
namespace {

/// How long a run waits for the platform to make stories ready: cron comes again in a minute.
constexpr std::chrono::seconds k_container_patience{45};

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

/// What is on its way already comes before what is new.
void publish_settled(Worker& worker, ChatKey key, const Settled& settled) {
  if (settled.doubt.empty() && settled.publish.empty()) return;
  Publication publication(worker, key);
  for (const PostId id : settled.doubt) publication.look_into(id);
  for (const PostId id : settled.publish) publication.go_on(id);
}

void deliver_settled(Worker& worker, const Chat& chat, const Settled& settled) {
  Delivery delivery(worker, chat.key);
  for (const Due& due : settled.deliver) {
    // Looked at before each post: the one before may have been told to wait.
    const bool is_silent = worker.messenger_down || is_blocked(worker, chat.telegram_id);
    if (due.gets_card && is_silent) continue;
    delivery.deliver(due.id, Delivery::Asked::by_time);
  }
}

/// An account that stopped was told about already, with its reason.
bool knows_stopped_account(Worker& worker, ChatKey key) {
  return worker.store.read([&](UnitOfWork& unit) {
    const auto open = ConditionRepository(unit).open(key);
    return std::any_of(open.begin(), open.end(),
                       [](const Condition& condition) { return condition.kind == k_token_dead; });
  });
}

void tell_blocked(Worker& worker, const Chat& chat, const std::string& why) {
  chat_condition_begins(
      worker, chat.key, "publishing",
      {ErrorKind::auth, "posts of " + chat.name + " cannot be published: " + why,
       "igbotctl account list --chat " + id_text(chat.telegram_id) +
           "; until then igbotctl settings set require_approval true, and post by hand"});
}

void run_chat(Worker& worker, ChatKey key) {
  keep_plan_up(worker, key);
  const auto chat =
      worker.store.read([&](UnitOfWork& unit) { return ChatRepository(unit).find(key).value(); });
  const Settled settled = worker.store.write(
      worker.actor, [&](UnitOfWork& unit) { return settle(unit.chat(key), chat); });
  for (const Handled& handled : settled.handled) worker.report.add(handled);
  if (settled.blocked) {
    if (!knows_stopped_account(worker, key)) tell_blocked(worker, chat, *settled.blocked);
  } else {
    condition_ends(worker, key, "publishing");
  }
  publish_settled(worker, key, settled);
  deliver_settled(worker, chat, settled);
  for (const PostId id : settled.live) harvest_insights(worker, key, id);
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

void run_chats(Worker& worker, const RunOptions& options) {
  const std::vector<ChatKey> chats = chats_of_run(worker, options);
  if (chats.empty()) return;
  worker.publish_run.deadline = worker.store.clock().now() + k_container_patience;
  for_each_chat(chats, options.jobs, [&](ChatKey chat) { run_chat_guarded(worker, chat); });
  watch_poller(worker, chats);
  drain_outbox(worker, options.chat);
}

}  // namespace

void run_posts(Worker& worker, const RunOptions& options) {
  if (worker.publishing) watch_tokens(worker, worker.publishing->access, options.chat);
  run_chats(worker, options);
  if (worker.publishing) tell_left_copies(worker, worker.publishing->sweep());
}

void foresee_posts(Worker& worker, const RunOptions& options) {
  for (const ChatKey key : chats_of_run(worker, options)) {
    const Settled settled = worker.store.rehearse(worker.actor, [&](UnitOfWork& unit) {
      const Chat chat = ChatRepository(unit).find(key).value();
      const ChatScope scope = unit.chat(key);
      Settled foreseen = settle(scope, chat);
      const auto foresee = [&](const std::vector<PostId>& posts, const std::string& outcome) {
        for (const PostId id : posts) {
          const Post post = PostRepository(scope).find(id).value();
          foreseen.handled.push_back(handled(scope, chat, post, outcome, {}));
        }
      };
      const ChatSettings settings = SettingsService(scope).load();
      foresee(foreseen.doubt, "would_look_into");
      foresee(foreseen.publish, "would_publish");
      const std::string rest = settings.dry_run_mode ? "would_rehearse" : "would_publish";
      for (const Due& due : foreseen.deliver) {
        foresee({due.id}, due.gets_card ? "would_send" : rest);
      }
      return foreseen;
    });
    for (const Handled& handled : settled.handled) worker.report.add(handled);
  }
}

}  // namespace igbot::post
