// SPDX-License-Identifier: MIT
#include "cli/telegram.hpp"

namespace igbot::cli {

Secret bot_token(Services& services) {
  Secret token = services.config().secret("telegram.bot_token");
  if (!token.empty()) return token;
  throw Error(ErrorKind::auth, "no bot token is configured",
              "set IGBOTCTL_TELEGRAM_BOT_TOKEN or telegram.bot_token_file; @BotFather gives one");
}

ConfiguredTelegram::ConfiguredTelegram(Services& services)
    : api_(services.http(), bot_token(services), services.config().text("telegram.api_base")) {}

telegram::BotIdentity bot_identity(Services& services) {
  ConfiguredTelegram telegram(services);
  try {
    return telegram.api().identify();
  } catch (const http::TransportError& error) {
    throw Error(ErrorKind::temporary, std::string("telegram cannot be reached: ") + error.what(),
                "check the network and telegram.api_base");
  }
}

}  // namespace igbot::cli
