// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace igbot {

/// The internal, unchanging key of a chat: what every tenant row carries.
enum class ChatKey : std::int64_t {};
/// Telegram's number for a chat; a supergroup upgrade may change it.
enum class TelegramChatId : std::int64_t {};
enum class TelegramMessageId : std::int64_t {};
/// Telegram's number for a person.
enum class TelegramUserId : std::int64_t {};
enum class SourceId : std::int64_t {};
enum class MediaId : std::int64_t {};
enum class ContentId : std::int64_t {};
enum class PostId : std::int64_t {};
enum class AccountId : std::int64_t {};
enum class CredentialId : std::int64_t {};
enum class RunId : std::int64_t {};

/// The bare number of a strong id.
template <typename Id>
constexpr std::int64_t number(Id id) {
  return static_cast<std::int64_t>(id);
}

/// The same as text.
template <typename Id>
std::string id_text(Id id) {
  return std::to_string(number(id));
}

/// Who acts: `cli:<login>`, `telegram:<user id>` or `worker:<host>`, and the name shown to people.
struct Actor {
  std::string id;
  std::string name;
};

}  // namespace igbot
