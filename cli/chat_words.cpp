// SPDX-License-Identifier: MIT
#include "cli/chat_words.hpp"

namespace igbot::cli {

std::string chat_words(Services& services, const Chat& chat) {
  const bool several =
      services.store().read([](UnitOfWork& unit) { return ChatRepository(unit).all().size() > 1; });
  return several ? " --chat " + id_text(chat.telegram_id) : "";
}

}  // namespace igbot::cli
