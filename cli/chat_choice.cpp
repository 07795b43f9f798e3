// SPDX-License-Identifier: MIT
#include "cli/chat_choice.hpp"

#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr std::size_t k_listed_at_most = 10;

std::string describe(const std::vector<Chat>& chats) {
  std::vector<std::string> names;
  for (const Chat& chat : chats) {
    if (names.size() == k_listed_at_most) {
      names.push_back("… (igbotctl chat list)");
      break;
    }
    names.push_back(std::to_string(number(chat.telegram_id)) + " (" + chat.name + ")");
  }
  return text::join(names, ", ");
}

/// Names the chat that was meant, unless half of the name is another one.
Error no_such_name(const std::string& wanted, const std::vector<Chat>& chats) {
  std::vector<std::string> names;
  for (const Chat& chat : chats) names.push_back(chat.name);
  const std::string near = text::nearest(wanted, names);
  const Error unknown = chat_not_set_up(wanted);
  if (near.empty() || text::distance(wanted, near) > wanted.size() / 2) return unknown;
  return {unknown.kind(), unknown.what(), "did you mean " + near + "? igbotctl chat list"};
}

}  // namespace

Error chat_not_set_up(const std::string& wanted) {
  const bool is_id = text::to_integer(wanted).has_value();
  return {ErrorKind::not_found, "chat " + wanted + " is not set up",
          is_id ? "run igbotctl init --chat " + wanted
                : "igbotctl chat list shows the chats there are"};
}

Chat choose_chat(UnitOfWork& unit, const std::optional<std::string>& wanted) {
  const ChatRepository chats(unit);
  if (!wanted) {
    auto all = chats.all();
    if (all.size() == 1) return all.front();
    if (all.empty()) {
      throw Error(ErrorKind::not_found, "no chat is set up", "run igbotctl init");
    }
    throw Error(ErrorKind::usage, "several chats, and none chosen: " + describe(all),
                "add --chat ID or set IGBOTCTL_CHAT");
  }
  if (wanted->empty()) {
    throw Error(ErrorKind::usage, "no chat is named: --chat is empty",
                "add --chat ID; igbotctl chat list shows the chats there are");
  }
  if (const auto id = text::to_integer(*wanted)) {
    if (auto chat = chats.find(static_cast<TelegramChatId>(*id))) return *chat;
    throw chat_not_set_up(*wanted);
  }
  auto found = chats.find_by_name(*wanted);
  if (found.empty()) throw no_such_name(*wanted, chats.all());
  if (found.size() > 1) {
    throw Error(ErrorKind::usage, "several chats are called " + *wanted + ": " + describe(found),
                "name one by its id");
  }
  return found.front();
}

}  // namespace igbot::cli
