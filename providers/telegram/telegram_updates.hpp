// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "core/bot/update_source.hpp"
#include "providers/telegram/telegram_api.hpp"

namespace igbot::telegram {

/// What people do, by getUpdates (core.telegram.org/bots/api#getting-updates). Every request names
/// the kinds of update that are wanted: Telegram remembers the last list, whoever sent it.
class TelegramUpdates final : public bot::UpdateSource {
 public:
  /// `is_stopped` ends a waiting fetch, which then brings nothing.
  TelegramUpdates(TelegramApi& api, std::int64_t bot_id, std::function<bool()> is_stopped = {})
      : api_(api), bot_id_(bot_id), is_stopped_(std::move(is_stopped)) {}

  std::int64_t bot_id() const override { return bot_id_; }
  std::vector<bot::Update> fetch(std::optional<std::int64_t> offset,
                                 std::chrono::seconds wait) override;
  void answer(const bot::Press& press, const std::string& text, bool as_alert) override;
  std::optional<bool> is_chat_admin(TelegramChatId chat, TelegramUserId user) override;

 private:
  TelegramApi& api_;
  std::int64_t bot_id_;
  std::function<bool()> is_stopped_;
  std::string username_;  ///< asked for before the first updates
};

/// The bot whose updates these are; `username` without the @, as in /help@username.
struct UpdatedBot {
  std::int64_t id = 0;
  std::string username;
};

/// The updates of an answer to getUpdates. A command that names another bot is no text of ours. One
/// that is not understood is Ignored; an entry without an update_id is left out, as nothing could
/// confirm it. Nothing for a body that is no such answer.
std::optional<std::vector<bot::Update>> parse_updates(std::string_view body, const UpdatedBot& bot);

}  // namespace igbot::telegram
