// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "core/bot/bot_rules.hpp"
#include "core/bot/update_source.hpp"
#include "core/post/worker.hpp"

namespace igbot::bot {

struct PollOptions {
  /// How long to go on; nothing = until `stop`.
  std::optional<std::chrono::seconds> duration = {};
  /// Only what is there now.
  bool once = false;
  /// Asked between updates: whether to end.
  std::function<bool()> stop = {};
  BotRules rules = {};
};

/// The condition of an installation whose updates cannot be fetched.
inline constexpr const char* k_poll_condition = "telegram_poll";

/// What a poll took in.
struct PollReport {
  int updates = 0;
  int refused = 0;  ///< presses and commands of people who may not, or for what is not possible
};

/// Takes in what people do: each update's effect and the place to go on from are stored in one
/// transaction, so nothing is lost or done twice, whenever this ends. What was told of Telegram or
/// of the token is over as soon as updates came. Answers and what waits in the
/// outbox leave after it. Throws as UpdateSource::fetch does, and database errors: that update then
/// comes again.
PollReport poll(post::Worker& worker, UpdateSource& source, const PollOptions& options);

}  // namespace igbot::bot
