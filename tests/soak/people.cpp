// SPDX-License-Identifier: MIT
#include "tests/soak/people.hpp"

#include <algorithm>

namespace igbot::test {
namespace {

using std::chrono::minutes;

constexpr int k_most_looks = 8;

/// The data of the first such button; empty when there is none.
std::string button_of(const bot::Keyboard& keyboard, const std::string& verb,
                      const std::string& value) {
  for (const auto& row : keyboard) {
    for (const auto& button : row) {
      const ButtonData data = parse_button(button.callback_data);
      if (data.verb == verb && data.value == value) return button.callback_data;
    }
  }
  return "";
}

bool has(const ShownMessage& message, const std::string& verb, const std::string& value = {}) {
  return !button_of(message.keyboard, verb, value).empty();
}

/// The data of every button of that verb that carries a value.
std::vector<std::string> choices(const bot::Keyboard& keyboard, const std::string& verb) {
  std::vector<std::string> found;
  for (const auto& row : keyboard) {
    for (const auto& button : row) {
      const ButtonData data = parse_button(button.callback_data);
      if (data.verb == verb && !data.value.empty()) found.push_back(button.callback_data);
    }
  }
  return found;
}

}  // namespace

void People::later(minutes after, std::function<void()> what) {
  around_.agenda.at(around_.clock.world() + after, std::move(what));
}

minutes People::patience() {
  if (dice_.once_in(2)) return minutes{dice_.roll(0, 60)};
  return minutes{dice_.once_in(3) ? dice_.roll(360, 2400) : dice_.roll(60, 360)};
}

TelegramUserId People::somebody(const Team& team) {
  return team.has_roles ? team.people.front() : dice_.pick(team.people);
}

void People::see(const ShownMessage& message) {
  if (around_.team(message.chat) == nullptr) return;
  const Place place{message.chat, message.id};
  if (++attention_[place] > k_most_looks) return;
  if (has(message, "delivered")) {
    if (dice_.once_in(6)) return;
    return later(minutes{dice_.roll(5, 300)},
                 [this, place, post = message.post] { settle_card(place, post); });
  }
  if (has(message, "live")) {
    if (dice_.once_in(3)) return;
    return later(minutes{dice_.roll(10, 600)},
                 [this, place, post = message.post] { settle_publish(place, post); });
  }
  if (has(message, "reject", "yes")) {
    const std::string answer = dice_.once_in(5) ? "no" : "yes";
    return later(minutes{1}, [this, place, answer] { press(place, "reject", answer); });
  }
  if (const auto accounts = choices(message.keyboard, "account"); !accounts.empty()) {
    const std::string value = parse_button(dice_.pick(accounts)).value;
    return later(minutes{1}, [this, place, value] { press(place, "account", value); });
  }
  if (has(message, "resume")) {
    return later(minutes{dice_.roll(5, 90)}, [this, place] { press(place, "resume", ""); });
  }
  if (const auto ends = choices(message.keyboard, "resume"); !ends.empty()) {
    const std::string value = parse_button(dice_.pick(ends)).value;
    return later(minutes{2}, [this, place, value] { press(place, "resume", value); });
  }
  if (message.post != 0) decide(message);
}

std::string People::wanted_verb(const ShownMessage& message) {
  struct Wish {
    const char* verb;
    std::int64_t once_in;
  };
  // In this order; the first wish that comes true and can be had.
  for (const auto& [verb, once_in] :
       {Wish{"withdraw", 20}, Wish{"file", 60}, Wish{"account", 12}, Wish{"reject", 16},
        Wish{"skip", 8}, Wish{"retry", 2}, Wish{"done", 6}, Wish{"approve", 1}, Wish{"done", 1}}) {
    if (has(message, verb) && dice_.once_in(once_in)) return verb;
  }
  return "";
}

void People::decide(const ShownMessage& message) {
  if (dice_.once_in(9)) return;  // nobody cares
  const std::string verb = wanted_verb(message);
  if (verb.empty()) return;
  const Place place{message.chat, message.id};
  later(patience(), [this, place, verb] { press(place, verb, ""); });
}

/// People look whether the card is there before they say so.
void People::settle_card(const Place& place, std::int64_t post) {
  const bool is_there = around_.telegram.shows_card_of(place.first, post);
  press(place, is_there ? "delivered" : "notdelivered", "");
}

/// And at the account's stories.
void People::settle_publish(const Place& place, std::int64_t post) {
  const std::string container = around_.container_of(post);
  const auto& stories = around_.records.stories;
  const bool is_live = std::any_of(stories.begin(), stories.end(), [&](const StoryRecord& story) {
    return !container.empty() && story.container == container;
  });
  press(place, is_live ? "live" : "notlive", "");
}

void People::press(const Place& place, const std::string& verb, const std::string& value) {
  Team* team = around_.team(place.first);
  const ShownMessage* message = around_.telegram.shown(place.first, place.second);
  if (team == nullptr || message == nullptr) return;
  const std::string data = button_of(message->keyboard, verb, value);
  if (data.empty()) return;
  press_data(place, somebody(*team), data);
  if (verb == "done" && dice_.once_in(2)) {
    around_.instagram.publish_by_hand(dice_.pick(team->record.accounts));
  }
  pester(place, data);
}

/// What else people do to that button.
void People::pester(const Place& place, const std::string& data) {
  Team* team = around_.team(place.first);
  if (dice_.once_in(10)) press_data(place, somebody(*team), data);
  if (dice_.once_in(12)) {
    for (const char* other : {"skip", "approve", "done"}) {
      const ShownMessage* message = around_.telegram.shown(place.first, place.second);
      if (has(*message, other)) {
        press_data(place, somebody(*team), button_of(message->keyboard, other, ""));
        break;
      }
    }
  }
  if (dice_.once_in(12) && !team->gone.empty()) press_data(place, dice_.pick(team->gone), data);
  if (dice_.once_in(12) && team->has_roles) press_data(place, team->people.back(), data);
  if (dice_.once_in(60)) {
    const ButtonData button = parse_button(data);
    press_data(place, somebody(*team),
               "v1:" + button.verb + ":" + std::to_string(button.post + dice_.roll(1, 60)) + ":" +
                   button.value);
  }
  if (dice_.once_in(25)) {
    later(minutes{dice_.roll(300, 4000)}, [this, place, data] {
      Team* still = around_.team(place.first);
      if (still != nullptr) press_data(place, somebody(*still), data);
    });
  }
}

void People::press_data(const Place& place, TelegramUserId person, const std::string& data) {
  const Team& team = *around_.team(place.first);
  const bool has_left = std::count(team.gone.begin(), team.gone.end(), person) > 0;
  const bool may_only_look = team.has_roles && person != team.people.front();
  around_.telegram.press(place.first, place.second, person, data, has_left || may_only_look);
}

}  // namespace igbot::test
