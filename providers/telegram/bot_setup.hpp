// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/commands.hpp"
#include "providers/telegram/telegram_api.hpp"

namespace igbot::telegram {

/// What a bot needs once. Each call throws Error(ErrorKind::auth) for a refused token and
/// Error(ErrorKind::temporary) without a usable answer.
class BotSetup {
 public:
  explicit BotSetup(TelegramApi& api) : api_(api) {}

  bool has_webhook() const;
  /// Keeps the updates that wait.
  void remove_webhook() const;
  /// Offers bot::commands() to people who type a slash, those of administrators to them alone
  /// (core.telegram.org/bots/api#botcommandscope).
  void register_commands() const;

 private:
  http::Response ask(const ApiCall& call) const;

  TelegramApi& api_;
};

}  // namespace igbot::telegram
