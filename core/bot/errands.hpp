// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "core/bot/bot_rules.hpp"
#include "core/bot/conversation.hpp"
#include "core/post/worker.hpp"

namespace igbot::bot {

/// Puts the reading of the chat's library on the list, in the transaction of the update that asked
/// for it; false when this person waits for it already.
bool want_library_read(ChatScope scope, TelegramUserId user);
/// The same for a source that the chat has just got: one that is being read is not it.
void want_new_library_read(ChatScope scope, TelegramUserId user);

/// What somebody asked the bot for that takes long and speaks to the outside: reading a library,
/// connecting a source, exchanging the code of a login. Each is a
/// conversation in which the bot has the next word, so it outlives whoever carries it out. They are
/// carried out beside the poller, one after the other: nobody's button waits for somebody's
/// library.
class Errands {
 public:
  Errands(post::Worker& worker, const BotRules& rules) : worker_(worker), rules_(rules) {}
  ~Errands() { stop(); }
  Errands(const Errands&) = delete;
  Errands& operator=(const Errands&) = delete;

  /// Begins with what waits, unless something is being done already.
  void go_on();
  bool is_busy() const { return busy_; }
  /// Returns when nothing waits any more. Throws what ended the work: a failing database.
  void finish();
  /// Gives up what is being done; it waits for the next poller.
  void stop();

 private:
  struct Wanted {
    ChatKey chat{};
    Conversation conversation;
  };

  void work();
  bool is_wanted();
  std::optional<Wanted> next();
  void carry_out(const Wanted& wanted);
  void sync(const Wanted& wanted);
  void look(const Wanted& wanted);
  void connect(const Wanted& wanted);
  void connect_source(const Wanted& wanted);
  /// Throws when the poller is to end.
  void go_on_if_wanted() const;
  /// What came of it, in one transaction of whoever asked, unless that is not wanted any more.
  template <typename Body>
  void conclude(const Wanted& wanted, Body body);

  post::Worker& worker_;
  const BotRules& rules_;
  std::thread thread_;
  std::mutex mutex_;  ///< of what the thread and its owner both change
  std::exception_ptr failure_;
  std::atomic<bool> busy_ = false;
  bool again_ = false;  ///< somebody wants something since the last look
  std::atomic<bool> stopped_ = false;
};

}  // namespace igbot::bot
