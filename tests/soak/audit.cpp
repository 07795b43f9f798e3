// SPDX-License-Identifier: MIT
#include "tests/soak/audit.hpp"

#include <algorithm>

namespace igbot::test {

const ChatRecord* chat_of(const Records& records, TelegramChatId chat) {
  const auto found =
      std::find_if(records.chats.begin(), records.chats.end(), [&](const ChatRecord& each) {
        return std::count(each.telegram.begin(), each.telegram.end(), chat) > 0;
      });
  return found == records.chats.end() ? nullptr : &*found;
}

const ChatRecord* chat_of(const Records& records, ChatKey key) {
  const auto found = std::find_if(records.chats.begin(), records.chats.end(),
                                  [&](const ChatRecord& each) { return each.key == key; });
  return found == records.chats.end() ? nullptr : &*found;
}

std::multimap<std::int64_t, DeedRecord> deeds_by_post(const Records& records) {
  std::multimap<std::int64_t, DeedRecord> deeds;
  for (const PressRecord& press : records.presses) {
    if (press.answer && press.as_alert) continue;
    const ChatRecord* chat = chat_of(records, press.chat);
    if (chat != nullptr) {
      deeds.emplace(press.post, DeedRecord{press.at, chat->key, press.post, press.verb});
    }
  }
  for (const DeedRecord& deed : records.deeds) deeds.emplace(deed.post, deed);
  return deeds;
}

Wrongs wrong_copies(const Records& records, const Ledger& ledger) {
  Wrongs wrongs;
  const auto is_needed = [](post::PostState state) {
    return state == post::PostState::preparing || state == post::PostState::prepared;
  };
  for (const CopyRecord& copy : records.copies) {
    const auto open = ledger.open_copies.find(copy.key);
    const bool is_known = open != ledger.open_copies.end();
    if (!copy.released && !(is_known && is_needed(open->second))) {
      wrongs.push_back("copies: " + copy.key + ": still on its host");
    }
  }
  for (const auto& [key, state] : ledger.open_copies) {
    if (!is_needed(state)) {
      wrongs.push_back("copies: " + key + ": not noted as taken back, its post is " +
                       std::string(to_string(state)));
    }
  }
  return wrongs;
}

Wrongs wrong_files(const Records& records, const Ledger& ledger) {
  Wrongs wrongs = records.bad_backups;
  for (const std::string& damage : ledger.damage) wrongs.push_back("database: " + damage);
  return wrongs;
}

Wrongs wrongs(const Records& records, const Ledger& ledger) {
  Wrongs all;
  for (const auto rule :
       {wrong_stories, wrong_reposts, wrong_cards, wrong_presses, wrong_ends, wrong_doubts,
        wrong_locks, wrong_quotas, wrong_hours, wrong_copies, wrong_files}) {
    for (std::string& wrong : rule(records, ledger)) all.push_back(std::move(wrong));
  }
  return all;
}

}  // namespace igbot::test
