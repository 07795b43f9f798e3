// SPDX-License-Identifier: MIT
#include "core/bot/say.hpp"

#include "core/post/card.hpp"
#include "core/post/outbox.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {

Button button(const std::string& text, const std::string& verb, const std::string& value,
              std::int64_t id) {
  return {text, print_callback(verb, id, value), {}};
}

std::string html_of(const std::vector<std::string>& lines) {
  return text::escape_html(text::cut_utf16(text::join(lines, "\n"), post::k_text_limit));
}

Reaction say(ChatScope scope, const std::vector<std::string>& lines, const Keyboard& keyboard) {
  post::Outbox(scope).add_notice(html_of(lines), keyboard);
  return {};
}

std::string mention(const access::UserProfile& user) {
  constexpr std::size_t k_longest_name = 64;
  return "<a href=\"tg://user?id=" + id_text(user.id) + "\">" +
         text::escape_html(text::cut_utf16(user.name(), k_longest_name)) + "</a>";
}

bool is_own_message(const PressCall& call, const std::string& kind) {
  if (!call.press.message) return false;
  return !call.scope.db()
              .execute(
                  "SELECT 1 FROM bot_messages WHERE chat_id = $1 AND telegram_chat_id = $2 AND "
                  "message_id = $3 AND kind = $4",
                  {call.scope.key(), call.chat.telegram_id, *call.press.message, kind})
              .empty();
}

std::pair<std::string, std::string> first_word(const std::string& text) {
  const auto end = text.find_first_of(" \n\t");
  if (end == std::string::npos) return {text, {}};
  return {text.substr(0, end), text::trim(std::string_view(text).substr(end))};
}

std::optional<std::string> optional_text(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace igbot::bot
