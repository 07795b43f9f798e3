// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/ids.hpp"

namespace igbot::test {

/// When something happened: in the world, and by the clock of the machine.
struct Moment {
  Timestamp world;
  Timestamp machine;
};

/// A card as Telegram has it.
struct CardRecord {
  Moment at;
  TelegramChatId chat{};
  TelegramMessageId message{};
  std::int64_t post = 0;  ///< as its buttons say
  std::string picture;
  bool answered = true;  ///< the sender was told
};

/// A press as Telegram has it.
struct PressRecord {
  std::int64_t update = 0;
  Moment at;
  TelegramChatId chat{};
  TelegramUserId person{};
  std::string verb;
  std::int64_t post = 0;
  std::string value;
  /// What the person is to us: somebody who may not do that.
  bool is_forbidden = false;
  /// What was shown to them; nothing when no answer came.
  std::optional<std::string> answer;
  bool as_alert = false;
};

/// A call that publishes, as Instagram has it.
struct PublishRecord {
  Moment at;
  std::string account;
  std::string container;
  bool done = false;     ///< it made a story
  bool answered = true;  ///< the caller was told
  bool over_quota = false;
};

/// A story as Instagram has it. Without a container: a person made it by hand.
struct StoryRecord {
  Moment at;
  std::string account;
  std::string container;
  std::string media_id;
  std::string picture;
};

/// A look at the quota that told the caller nothing.
struct BlindQuota {
  Moment at;
  std::string account;
};

/// A public copy as its host has it.
struct CopyRecord {
  Moment put;
  std::string key;
  std::string picture;
  std::optional<Moment> released;
};

/// What an operator or the passing of things did to a chat, as the world notes it.
struct DeedRecord {
  Moment at;
  ChatKey chat{};
  std::int64_t post = 0;
  std::string verb;
};

/// What a chat is like, as whoever set it up knows.
struct ChatRecord {
  ChatKey key{};
  std::vector<TelegramChatId> telegram;  ///< present and former
  std::vector<std::string> accounts;     ///< Instagram ids
  std::string zone;
  int start_hour = 0;
  int end_hour = 0;
  std::chrono::minutes overdue_max{0};
  int repost_days = 0;
  int skip_days = 0;
  bool publishes = false;  ///< neither dry run nor without the API
};

/// What the servers and the people remember of the month; append-only, and never read from our
/// database.
struct Records {
  std::vector<ChatRecord> chats;
  std::vector<CardRecord> cards;
  /// Cards that never arrived, and nobody can tell; by the post on their buttons.
  std::vector<std::int64_t> vanished_cards;
  std::vector<PressRecord> presses;
  std::vector<PublishRecord> publishes;
  std::vector<StoryRecord> stories;
  std::vector<BlindQuota> blind_quotas;
  std::vector<CopyRecord> copies;
  std::vector<DeedRecord> deeds;
  std::vector<Moment> deaths;
  /// Every picture that ever lay in a source, by chat.
  std::map<ChatKey, std::vector<std::string>> pictures;
  std::map<std::string, int> quotas;  ///< by Instagram account
  /// What a nightly backup turned out to be.
  std::vector<std::string> bad_backups;
  std::int64_t backups = 0;
};

}  // namespace igbot::test
