// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "tests/soak/agenda.hpp"
#include "tests/soak/recording_instagram.hpp"
#include "tests/soak/recording_telegram.hpp"
#include "tests/soak/team.hpp"

namespace igbot::test {

/// What people do with the messages they see: decide, late or never, twice, at once with somebody
/// else, on old cards, after they left, and for posts that are not theirs. What they say about
/// doubts is true.
class People {
 public:
  struct Surroundings {
    SoakClock& clock;
    Agenda& agenda;
    Records& records;
    RecordingTelegram& telegram;
    RecordingInstagram& instagram;
    /// Who is at home in that chat; null for one that nobody lives in any more.
    std::function<Team*(TelegramChatId)> team;
    /// The container a post would have been published with; empty when there is none.
    std::function<std::string(std::int64_t post)> container_of;
  };

  People(Surroundings around, std::uint64_t seed) : around_(std::move(around)), dice_(seed) {}

  /// Somebody sees a message with buttons, new or changed.
  void see(const ShownMessage& message);

 private:
  using Place = std::pair<TelegramChatId, TelegramMessageId>;

  void decide(const ShownMessage& message);
  void settle_card(const Place& place, std::int64_t post);
  void settle_publish(const Place& place, std::int64_t post);
  std::string wanted_verb(const ShownMessage& message);
  std::chrono::minutes patience();
  /// Somebody who may, now; on what the message shows then.
  void press(const Place& place, const std::string& verb, const std::string& value);
  void press_data(const Place& place, TelegramUserId person, const std::string& data);
  void pester(const Place& place, const std::string& data);
  void later(std::chrono::minutes after, std::function<void()> what);
  TelegramUserId somebody(const Team& team);

  Surroundings around_;
  Dice dice_;
  std::map<Place, int> attention_;  ///< how often a message was looked at
};

}  // namespace igbot::test
