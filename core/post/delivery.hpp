// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/post/claimed.hpp"

namespace igbot::post {

/// Brings one planned post to its people: claim, talk, record, each its own transaction, none open
/// while the messenger is spoken to.
class Delivery {
 public:
  Delivery(Worker& worker, ChatKey chat) : worker_(worker), chat_(chat) {}

  /// How this delivery was asked for.
  enum class Asked {
    by_time,    ///< the worker's run: pause and rate limits hold
    by_person,  ///< `post next`, `resend`: a pause does not stop a card
  };

  /// Claims the post and delivers it. What happened goes into the worker's report.
  void deliver(PostId id, Asked asked);
  /// Sends a new card for a post that awaits a decision and closes the old one.
  void resend(PostId id, const Actor& by);

 private:
  std::optional<Claimed> claim(PostId id, Asked asked);
  std::optional<Claimed> begin_sending(const Claimed& claimed);
  void publish(Claimed claimed);
  void send_card(Claimed claimed, std::optional<TelegramMessageId> replaces);
  std::optional<std::filesystem::path> bring(Claimed& claimed);
  bool replace(Claimed& claimed, const std::string& why, const std::vector<ContentId>& tried);
  void source_failed(Claimed& claimed, const Error& error);
  void messenger_failed(Claimed& claimed, Verb back, const Error& error);
  void send_file(const Claimed& claimed, const std::filesystem::path& file,
                 std::optional<TelegramMessageId> replaces);
  void report(const Claimed& claimed, const std::string& outcome, const std::string& detail = {});
  /// One step in its own transaction; false when the fence stopped it.
  bool advance(Claimed& claimed, Verb verb, const std::optional<std::string>& why,
               const ScopedEdit& edit = {});

  void record(Claimed& claimed, const bot::Sent& sent, std::optional<TelegramMessageId> replaces);
  void record(Claimed& claimed, const bot::RetryLater& outcome);
  void record(Claimed& claimed, const bot::Unreachable& outcome);
  void record(Claimed& claimed, const bot::Refused& outcome);
  void record(Claimed& claimed, const bot::NotSent& outcome);
  void record(Claimed& claimed, const bot::Uncertain& outcome);

  Worker& worker_;
  ChatKey chat_;
};

}  // namespace igbot::post
