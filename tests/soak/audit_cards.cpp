// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "core/zone.hpp"
#include "tests/soak/audit.hpp"

namespace igbot::test {
namespace {

using std::chrono::minutes;

std::string name_of(const CardRecord& card) {
  return "cards: message " + id_text(card.message) + " of post " + std::to_string(card.post) + ": ";
}

std::string judge(const Records& records, const Ledger& ledger, const CardRecord& card) {
  const ChatRecord* chat = chat_of(records, card.chat);
  const auto found = ledger.posts.find(card.post);
  if (found == ledger.posts.end()) return "there is no such post";
  const LedgerPost& post = found->second;
  if (chat == nullptr || post.chat != chat->key) return "it is of another chat";
  const auto& pictures = records.pictures.at(chat->key);
  if (std::count(pictures.begin(), pictures.end(), card.picture) == 0) {
    return "it shows a picture of another chat";
  }
  if (post.message == number(card.message) && post.picture != card.picture) {
    return "it shows " + card.picture + ", the post has " + post.picture;
  }
  return "";
}

/// What brings a post a new card.
bool asks_for_card(const std::string& verb) {
  constexpr std::array k_verbs{"retry", "notdelivered", "show", "withdraw"};
  return std::find(k_verbs.begin(), k_verbs.end(), verb) != k_verbs.end();
}

/// Whether the chat's posting hours are open at that instant, or close with it.
bool is_open(const ChatRecord& chat, const Zone& zone, Timestamp at) {
  if (chat.start_hour == chat.end_hour) return true;
  const auto local = zone.local(at);
  const auto hour =
      std::chrono::floor<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local))
          .count();
  if (chat.start_hour < chat.end_hour) return hour >= chat.start_hour && hour < chat.end_hour;
  return hour >= chat.start_hour || hour < chat.end_hour;
}

/// Whether it may have been due within the hours and gone out then by the overdue policy.
bool may_be_by_time(const ChatRecord& chat, const Zone& zone, Timestamp at) {
  constexpr minutes k_step{10};
  // A container takes its minutes, and a clock that was set back its hour.
  const minutes longest = chat.overdue_max + minutes{90};
  for (minutes back{0}; back <= longest; back += k_step) {
    if (is_open(chat, zone, at - back)) return true;
  }
  return false;
}

/// Whether that was a group's id before it became a supergroup.
bool has_moved(const Records& records, TelegramChatId from) {
  return chat_of(records, from)->telegram.back() != from;
}

}  // namespace

Wrongs wrong_cards(const Records& records, const Ledger& ledger) {
  Wrongs wrongs;
  const auto deeds = deeds_by_post(records);
  std::map<std::int64_t, std::int64_t> spare;
  std::map<std::int64_t, TelegramChatId> place;  ///< of the latest card of each post
  std::map<std::pair<std::int64_t, std::int64_t>, const CardRecord*> by_message;
  for (const CardRecord& card : records.cards) {
    by_message[{card.post, number(card.message)}] = &card;
    if (const std::string wrong = judge(records, ledger, card); !wrong.empty()) {
      wrongs.push_back(name_of(card) + wrong);
      continue;
    }
    const auto [count, is_first] = spare.try_emplace(card.post, 0);
    if (is_first) {
      const auto [from, to] = deeds.equal_range(card.post);
      count->second = 1 + std::count_if(from, to, [](const auto& deed) {
                        return asks_for_card(deed.second.verb);
                      });
    }
    const auto [latest, is_first_place] = place.try_emplace(card.post, card.chat);
    // What stayed in a group that became a supergroup comes again there, once.
    const bool was_left_behind = latest->second != card.chat && has_moved(records, latest->second);
    latest->second = card.chat;
    if (!was_left_behind && count->second-- <= 0) {
      wrongs.push_back(name_of(card) + "nobody asked for another one");
    }
  }
  for (const auto& [id, post] : ledger.posts) {
    if (!post.message || by_message.count({id, *post.message}) > 0) continue;
    wrongs.push_back("cards: post " + std::to_string(id) + ": message " +
                     std::to_string(*post.message) + " is not there");
  }
  return wrongs;
}

Wrongs wrong_hours(const Records& records, const Ledger& ledger) {
  Wrongs wrongs;
  const auto deeds = deeds_by_post(records);
  std::map<std::string, std::int64_t> post_of_container;
  for (const auto& [id, post] : ledger.posts) post_of_container[post.container] = id;
  std::map<ChatKey, Zone> zones;
  for (const ChatRecord& chat : records.chats) zones.emplace(chat.key, Zone::find(chat.zone));

  const auto look = [&](const ChatRecord& chat, std::int64_t post, Timestamp at,
                        const std::string& which) {
    if (may_be_by_time(chat, zones.at(chat.key), at)) return;
    // What people say waits for a machine that sleeps, or a Telegram that cannot be reached.
    constexpr minutes k_longest{72 * 60};
    const auto asked = [&](const auto& deed) {
      const auto since = at - deed.second.at.machine;
      return deed.second.chat == chat.key && since >= -minutes{90} && since <= k_longest;
    };
    const auto [from, to] = deeds.equal_range(post);
    const auto [first, last] = deeds.equal_range(0);
    if (std::any_of(from, to, asked) || std::any_of(first, last, asked)) return;
    wrongs.push_back("hours: " + which + " of post " + std::to_string(post) +
                     ": outside the posting hours");
  };
  for (const CardRecord& card : records.cards) {
    look(*chat_of(records, card.chat), card.post, card.at.machine,
         "message " + id_text(card.message));
  }
  for (const StoryRecord& story : records.stories) {
    const auto found = post_of_container.find(story.container);
    if (story.container.empty() || found == post_of_container.end()) continue;
    const LedgerPost& post = ledger.posts.at(found->second);
    look(*chat_of(records, post.chat), post.id, story.at.machine, story.media_id);
  }
  return wrongs;
}

}  // namespace igbot::test
