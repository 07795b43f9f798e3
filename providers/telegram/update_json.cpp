// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/text/text.hpp"
#include "providers/telegram/json_member.hpp"
#include "providers/telegram/telegram_updates.hpp"

namespace igbot::telegram {
namespace {

using bot::ChatInfo;
using bot::ChatType;
using bot::Update;
using nlohmann::json;

/// A text of somebody is at most 4096 characters; what is longer is not a command or a value.
constexpr std::string_view k_command_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
constexpr std::size_t k_longest_text = 16384;
constexpr std::size_t k_longest_name = 512;
/// Telegram counts updates with 32 bits. A number beyond would keep all later ones out.
constexpr std::int64_t k_last_update = std::numeric_limits<std::int32_t>::max();

std::optional<std::string> text(const json& object, const char* name, std::size_t longest) {
  const json* value = member(object, name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return value->get_ref<const std::string&>().substr(0, longest);
}

std::optional<access::UserProfile> user_in(const json& object, const char* name) {
  const json* user = member(object, name);
  const auto id = user == nullptr ? std::nullopt : integer(*user, "id");
  if (!id || *id <= 0) return std::nullopt;
  return access::UserProfile{static_cast<TelegramUserId>(*id),
                             text(*user, "username", k_longest_name),
                             text(*user, "first_name", k_longest_name).value_or(""),
                             text(*user, "last_name", k_longest_name).value_or("")};
}

std::optional<ChatType> chat_type(const std::string& type) {
  if (type == "private") return ChatType::private_chat;
  if (type == "group") return ChatType::group;
  if (type == "supergroup") return ChatType::supergroup;
  if (type == "channel") return ChatType::channel;
  return std::nullopt;
}

std::optional<ChatInfo> chat_in(const json& object) {
  const json* chat = member(object, "chat");
  if (chat == nullptr) return std::nullopt;
  const auto id = integer(*chat, "id");
  const auto type = chat_type(text(*chat, "type", k_longest_name).value_or(""));
  if (!id || *id == 0 || !type) return std::nullopt;
  std::string title = text(*chat, "title", k_longest_name).value_or("");
  if (title.empty()) title = text(*chat, "first_name", k_longest_name).value_or("");
  return ChatInfo{static_cast<TelegramChatId>(*id), *type, std::move(title),
                  text(*chat, "username", k_longest_name)};
}

std::optional<TelegramMessageId> message_id(const json& object) {
  const auto id = integer(object, "message_id");
  if (!id || *id <= 0) return std::nullopt;
  return static_cast<TelegramMessageId>(*id);
}

/// "/help@our_bot now" as "/help now"; nothing of a command that names another bot
/// (core.telegram.org/bots/features#commands).
std::string addressed_text(std::string text, const std::string& username) {
  if (!text.starts_with('/')) return text;
  const auto end = std::min(text.find_first_of(" \n\t"), text.size());
  const auto at = text.find_first_not_of(k_command_characters, 1);
  if (at >= end || text[at] != '@') return text;
  const std::string named = text.substr(at + 1, end - at - 1);
  if (igbot::text::to_lower(named) != igbot::text::to_lower(username)) return {};
  return text.erase(at, end - at);
}

std::optional<bot::IncomingMessage> message_from(const json& object, const UpdatedBot& bot) {
  const auto chat = chat_in(object);
  const auto id = message_id(object);
  if (!chat || !id) return std::nullopt;
  bot::IncomingMessage message{
      .chat = *chat,
      .id = *id,
      .from = user_in(object, "from"),
      .text = addressed_text(text(object, "text", k_longest_text).value_or(""), bot.username),
      .caption = text(object, "caption", k_longest_text).value_or(""),
      .reply_to = std::nullopt,
      .migrated_to = std::nullopt};
  // An anonymous administrator writes as the chat; the user that is named then is nobody.
  if (member(object, "sender_chat") != nullptr) message.from.reset();
  if (const json* replied = member(object, "reply_to_message")) {
    message.reply_to = message_id(*replied);
  }
  const auto moved = integer(object, "migrate_to_chat_id");
  if (moved && *moved < 0) {  // every supergroup
    message.migrated_to = static_cast<TelegramChatId>(*moved);
  }
  return message;
}

std::optional<bot::Press> press_from(const json& object) {
  const auto id = text(object, "id", k_longest_name);
  const auto from = user_in(object, "from");
  if (!id || !from) return std::nullopt;
  bot::Press press{.id = *id,
                   .from = *from,
                   .chat = std::nullopt,
                   .message = std::nullopt,
                   .data = text(object, "data", k_longest_name).value_or("")};
  if (const json* message = member(object, "message")) {
    press.chat = chat_in(*message);
    press.message = message_id(*message);
  }
  return press;
}

/// One of the kinds of ChatMember (core.telegram.org/bots/api#chatmember).
bool is_status(const std::string& text) {
  constexpr std::array<std::string_view, 6> k_statuses{"creator",    "administrator", "member",
                                                       "restricted", "left",          "kicked"};
  return std::find(k_statuses.begin(), k_statuses.end(), text) != k_statuses.end();
}

/// The ChatMember of an update about one.
std::optional<bot::MembershipChange> membership_from(const json& object, std::int64_t bot_id) {
  const auto chat = chat_in(object);
  const json* now = member(object, "new_chat_member");
  const auto who = now == nullptr ? std::nullopt : user_in(*now, "user");
  if (!chat || !who) return std::nullopt;
  const std::string status = text(*now, "status", k_longest_name).value_or("");
  const json* in_chat = member(*now, "is_member");
  // Nobody is gone because of what is not understood.
  const bool is_told = status != "restricted" || (in_chat != nullptr && in_chat->is_boolean());
  if (!is_status(status) || !is_told) return std::nullopt;
  const json* may_send = member(*now, "can_send_messages");
  const json* may_post = member(*now, "can_post_messages");
  const bool administers = status == "creator" || status == "administrator";
  const bool restricted_inside = status == "restricted" && in_chat->get<bool>();
  bot::MembershipChange change{.chat = *chat,
                               .who = *who,
                               .is_this_bot = number(who->id) == bot_id,
                               .is_present = administers || status == "member" || restricted_inside,
                               .may_write = true,
                               .is_chat_admin = administers};
  if (status == "restricted" && may_send != nullptr && may_send->is_boolean()) {
    change.may_write = may_send->get<bool>();
  }
  if (chat->type == ChatType::channel && change.is_this_bot) {
    change.may_write = status == "creator" ||
                       (may_post != nullptr && may_post->is_boolean() && may_post->get<bool>());
  }
  return change;
}

template <typename Part>
void take(Update& update, std::optional<Part> part) {
  if (part) update.what = std::move(*part);
}

Update update_from(std::int64_t id, const json& object, const UpdatedBot& bot) {
  Update update{.id = id, .what = bot::Ignored{}};
  if (const json* message = member(object, "message")) take(update, message_from(*message, bot));
  if (const json* press = member(object, "callback_query")) take(update, press_from(*press));
  for (const char* name : {"my_chat_member", "chat_member"}) {
    if (const json* change = member(object, name)) take(update, membership_from(*change, bot.id));
  }
  return update;
}

}  // namespace

std::optional<std::vector<Update>> parse_updates(std::string_view body, const UpdatedBot& bot) {
  const json answer = json::parse(body, nullptr, false);
  const json* ok = member(answer, "ok");
  const json* result = member(answer, "result");
  if (ok == nullptr || !ok->is_boolean() || !ok->get<bool>() || result == nullptr ||
      !result->is_array()) {
    return std::nullopt;
  }
  std::vector<Update> updates;
  for (const json& entry : *result) {
    const auto id = integer(entry, "update_id");
    if (id && *id >= 0 && *id <= k_last_update) updates.push_back(update_from(*id, entry, bot));
  }
  return updates;
}

}  // namespace igbot::telegram
