// SPDX-License-Identifier: MIT
#pragma once

#include "cli/services.hpp"
#include "core/secret.hpp"
#include "providers/telegram/telegram_api.hpp"

namespace igbot::cli {

/// The configured token; throws ErrorKind::auth when there is none.
Secret bot_token(Services& services);

/// Telegram as configured, for one command.
class ConfiguredTelegram {
 public:
  explicit ConfiguredTelegram(Services& services);
  telegram::TelegramApi& api() { return api_; }

 private:
  telegram::TelegramApi api_;
};

/// Who the configured bot is, asked of Telegram now. Throws ErrorKind::auth when the token is
/// refused, ErrorKind::temporary when Telegram cannot be reached.
telegram::BotIdentity bot_identity(Services& services);

}  // namespace igbot::cli
