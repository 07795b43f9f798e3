// SPDX-License-Identifier: MIT
#include "tests/soak/recording_telegram.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "tests/soak/picture.hpp"

namespace igbot::test {
namespace {

const std::string k_telegram = "telegram";
constexpr std::size_t k_replayed = 5;

/// What the button is about that stands first.
std::int64_t post_of(const bot::Keyboard& keyboard) {
  for (const auto& row : keyboard) {
    for (const auto& button : row) {
      if (const auto post = parse_button(button.callback_data).post; post != 0) return post;
    }
  }
  return 0;
}

bool is_carried_out(Fault fault) {
  return fault == Fault::none || fault == Fault::late || fault == Fault::lost ||
         fault == Fault::dies_after;
}

access::UserProfile profile(TelegramUserId person) {
  return {person, std::nullopt, "Person " + id_text(person), ""};
}

}  // namespace

ButtonData parse_button(const std::string& data) {
  std::vector<std::string> parts{""};
  for (const char c : data) {
    if (c == ':') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  parts.resize(std::max<std::size_t>(parts.size(), 4));
  return {parts[1], parts[2].empty() ? 0 : std::stoll(parts[2]), parts[3]};
}

bot::SendOutcome RecordingTelegram::send(const bot::OutgoingMessage& message) {
  if (const auto moved = moved_.find(message.chat); moved != moved_.end()) {
    return bot::Migrated{moved->second};
  }
  const Fault fault = faults_.draw(k_telegram);
  if (fault == Fault::not_sent) return bot::NotSent{"no route to telegram"};
  if (fault == Fault::rate_limited) {
    return bot::RetryLater{std::chrono::seconds{faults_.dice().roll(1, 90)}, "too many requests"};
  }
  if (fault == Fault::vanished) {
    records_.vanished_cards.push_back(post_of(message.keyboard));
    return bot::Uncertain{"the connection broke"};
  }
  const bool answered = fault == Fault::none || fault == Fault::late;
  const TelegramMessageId id = deliver(message, answered);
  Faults::finish(fault);
  if (!answered) return bot::Uncertain{"no answer came"};
  return bot::Sent{id, message.media};
}

TelegramMessageId RecordingTelegram::deliver(const bot::OutgoingMessage& message, bool answered) {
  const auto id = static_cast<TelegramMessageId>(next_message_++);
  ShownMessage shown{message.chat, id, post_of(message.keyboard), message.keyboard, false};
  shown.is_card = !message.file.empty() && shown.post != 0;
  if (shown.is_card) {
    records_.cards.push_back(
        {now(), message.chat, id, shown.post, picture_in(message.file), answered});
  }
  shown_[{message.chat, id}] = shown;
  if (on_shown && !shown.keyboard.empty()) on_shown(shown);
  return id;
}

bot::SendOutcome RecordingTelegram::edit(TelegramMessageId id,
                                         const bot::OutgoingMessage& message) {
  const Fault fault = faults_.draw(k_telegram);
  if (fault == Fault::not_sent) return bot::NotSent{"no route to telegram"};
  if (fault == Fault::rate_limited) return bot::RetryLater{std::chrono::seconds{7}, "slow down"};
  if (fault == Fault::vanished) return bot::Uncertain{"the connection broke"};
  const auto found = shown_.find({message.chat, id});
  if (found != shown_.end()) {
    found->second.keyboard = message.keyboard;
    if (on_shown && !message.keyboard.empty()) on_shown(found->second);
  }
  Faults::finish(fault);
  if (fault == Fault::lost) return bot::Uncertain{"no answer came"};
  return bot::Sent{id, message.media};
}

bot::SendOutcome RecordingTelegram::erase(TelegramChatId chat,
                                          const std::vector<TelegramMessageId>& ids) {
  for (const auto id : ids) shown_.erase({chat, id});
  return bot::Sent{ids.front(), bot::MediaKind::none};
}

std::vector<bot::Update> RecordingTelegram::fetch(std::optional<std::int64_t> offset,
                                                  std::chrono::seconds) {
  const Fault fault = faults_.draw(k_telegram);
  if (fault == Fault::not_sent || fault == Fault::rate_limited || fault == Fault::vanished) {
    throw Error(ErrorKind::temporary, "telegram cannot be reached");
  }
  while (offset && !updates_.empty() && updates_.front().id < *offset) {
    confirmed_.push_back(updates_.front());
    updates_.pop_front();
    if (confirmed_.size() > k_replayed) confirmed_.pop_front();
  }
  Faults::finish(fault);
  if (fault == Fault::lost) throw Error(ErrorKind::temporary, "no answer came");
  std::vector<bot::Update> batch;
  if (faults_.happens("updates came again", 400)) {
    batch.assign(confirmed_.begin(), confirmed_.end());
  }
  for (const auto& update : updates_) {
    if (batch.size() < 100) batch.push_back(update);
  }
  return batch;
}

void RecordingTelegram::answer(const bot::Press& press, const std::string& text, bool as_alert) {
  const Fault fault = faults_.draw(k_telegram);
  if (is_carried_out(fault)) {
    PressRecord& record = records_.presses.at(press_of_update_.at(std::stoll(press.id)));
    record.answer = text;
    record.as_alert = as_alert;
  }
  Faults::finish(fault);
}

std::optional<bool> RecordingTelegram::is_chat_admin(TelegramChatId chat, TelegramUserId user) {
  const Fault fault = faults_.draw(k_telegram);
  Faults::finish(fault);
  if (fault != Fault::none && fault != Fault::late) return std::nullopt;
  return admins_.count({chat, user}) > 0;
}

void RecordingTelegram::press(TelegramChatId chat, TelegramMessageId message, TelegramUserId person,
                              const std::string& data, bool is_forbidden) {
  const ButtonData button = parse_button(data);
  const std::int64_t update = next_update_;
  press_of_update_[update] = records_.presses.size();
  records_.presses.push_back({.update = update,
                              .at = now(),
                              .chat = chat,
                              .person = person,
                              .verb = button.verb,
                              .post = button.post,
                              .value = button.value,
                              .is_forbidden = is_forbidden});
  put({0, bot::Press{std::to_string(update), profile(person), info(chat), message, data}});
}

void RecordingTelegram::joins(TelegramChatId chat, TelegramUserId person) {
  put({0, bot::MembershipChange{
              .chat = info(chat), .who = profile(person), .is_present = true, .may_write = true}});
}

void RecordingTelegram::leaves(TelegramChatId chat, TelegramUserId person) {
  put({0, bot::MembershipChange{.chat = info(chat), .who = profile(person)}});
}

void RecordingTelegram::migrate(TelegramChatId from, TelegramChatId to) {
  moved_[from] = to;
  std::set<std::pair<TelegramChatId, TelegramUserId>> admins;
  for (const auto& [chat, person] : admins_) {
    if (chat == from) admins.insert({to, person});
  }
  admins_.merge(admins);
  put({0, bot::IncomingMessage{.chat = info(from), .migrated_to = to}});
}

void RecordingTelegram::put(bot::Update update) {
  update.id = next_update_++;
  updates_.push_back(std::move(update));
}

const ShownMessage* RecordingTelegram::shown(TelegramChatId chat, TelegramMessageId id) const {
  const auto found = shown_.find({chat, id});
  return found == shown_.end() ? nullptr : &found->second;
}

bool RecordingTelegram::shows_card_of(TelegramChatId chat, std::int64_t post) const {
  return std::any_of(shown_.begin(), shown_.end(), [&](const auto& entry) {
    return entry.first.first == chat && entry.second.is_card && entry.second.post == post;
  });
}

bot::ChatInfo RecordingTelegram::info(TelegramChatId chat) {
  return {chat, bot::ChatType::group, "team", std::nullopt};
}

}  // namespace igbot::test
