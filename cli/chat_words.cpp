// SPDX-License-Identifier: MIT
#include "cli/chat_words.hpp"

#include "core/time_text.hpp"

namespace igbot::cli {

std::string chat_words(Services& services, const Chat& chat) {
  const bool several =
      services.store().read([](UnitOfWork& unit) { return ChatRepository(unit).all().size() > 1; });
  return several ? " --chat " + id_text(chat.telegram_id) : "";
}

std::string pause_words(const ChatSettings& settings, const Zone& zone, const std::string& chat) {
  std::string line = "paused by " + settings.paused_by.value_or("somebody");
  if (settings.paused_until) line += " until " + local_text(*settings.paused_until, zone);
  if (settings.pause_reason) line += " (" + *settings.pause_reason + ")";
  return line + ": nothing goes out " + (settings.paused_until ? "before; " : "until ") +
         "igbotctl resume" + chat + (settings.paused_until ? " ends it now" : "");
}

}  // namespace igbot::cli
