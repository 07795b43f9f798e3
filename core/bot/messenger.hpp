// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/ids.hpp"

namespace igbot::bot {

/// An inline button: either callback data (1-64 bytes) or a URL.
struct Button {
  std::string text;
  std::string callback_data;
  std::string url;
  bool operator==(const Button&) const = default;
};
using Keyboard = std::vector<std::vector<Button>>;

enum class MediaKind { none, photo, video, document };

/// A message to send. `html` is Telegram HTML, already escaped; with media it is the caption
/// (at most 1024 characters after parsing), without media the text (at most 4096).
struct OutgoingMessage {
  TelegramChatId chat{};
  std::string html = {};
  MediaKind media = MediaKind::none;
  std::filesystem::path file = {};
  std::string file_name = {};
  std::string mime = {};
  /// The bytes of a document that lies in no file; `file` is empty then.
  std::string content = {};
  Keyboard keyboard = {};
  /// Asks whoever the text names to reply to this very message, and stands in their text box (1-64
  /// characters); empty = asks nothing. Not together with a keyboard, and not in channels.
  std::string reply_placeholder = {};
  /// Makes a JPEG of the picture in `file`, for where that is not taken as a photo. Empty, or no
  /// result: there is none.
  std::function<std::optional<std::filesystem::path>()> as_jpeg = {};
};

struct Sent {
  TelegramMessageId message;
  /// What it went as: a photo Telegram would not take goes as a document.
  MediaKind sent_as = MediaKind::none;
};
/// Explicitly refused for now (429); nothing was sent.
struct RetryLater {
  std::chrono::seconds wait;
  std::string why;
};
/// The bot was removed or blocked, or the chat is gone; nothing was sent.
struct Unreachable {
  std::string why;
};
/// The group became a supergroup with this id; nothing was sent.
struct Migrated {
  TelegramChatId to;
};
/// Explicitly refused, this very message; nothing was sent.
struct Refused {
  std::string why;
};
/// Provably never reached Telegram.
struct NotSent {
  std::string why;
};
/// May have arrived: the answer was lost or makes no sense. Never repeated by itself.
struct Uncertain {
  std::string why;
};
using SendOutcome =
    std::variant<Sent, RetryLater, Unreachable, Migrated, Refused, NotSent, Uncertain>;

/// The port to the messenger. A dead bot token throws Error(ErrorKind::auth); every other answer,
/// or none, is an outcome. Safe for use by several threads.
class Messenger {
 public:
  virtual ~Messenger() = default;
  /// Does what must be done before the first message (libraries, token), so that a failure there
  /// is known before a message counts as being sent. Throws what `send` would throw.
  virtual void make_ready() {}
  virtual SendOutcome send(const OutgoingMessage& message) = 0;
  /// How long until that chat takes another message; nothing to wait for = zero. Asks nobody.
  virtual std::chrono::milliseconds wait_before(TelegramChatId) { return {}; }
  /// Replaces text or caption and buttons. "Not modified" and "message to edit not found" are Sent:
  /// there is nothing left to do.
  virtual SendOutcome edit(TelegramMessageId id, const OutgoingMessage& message) = 0;
  /// Deletes up to 100 messages of a chat; those that are gone already count as deleted. Refused
  /// when Telegram does not let the bot: own messages go for 48 hours, those of others only where
  /// it administers the chat.
  virtual SendOutcome erase(TelegramChatId chat, const std::vector<TelegramMessageId>& ids) = 0;
};

}  // namespace igbot::bot
