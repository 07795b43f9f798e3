// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <tuple>

#include "tests/soak/audit.hpp"

namespace igbot::test {
namespace {

using post::PostState;
using std::chrono::minutes;

/// A button, the entry in the audit log that it leads to, and what who pressed it reads then.
struct ButtonWords {
  const char* verb;
  const char* action;
  const char* answer;
};
constexpr std::array k_words{
    ButtonWords{"approve", "approve", "Approved: it goes out within a minute"},
    ButtonWords{"done", "done", "Noted as posted"},
    ButtonWords{"skip", "skip", "Skipped"},
    ButtonWords{"reject", "reject", "Rejected: it is never chosen again"},
    ButtonWords{"withdraw", "withdraw", "Taken back: it awaits a decision again"},
    ButtonWords{"retry", "retry", "Planned again: it comes within a minute"},
    ButtonWords{"delivered", "resolve --delivered", "Noted: it arrived"},
    ButtonWords{"notdelivered", "resolve --not-delivered", "It is sent again within a minute"},
    ButtonWords{"live", "resolve --posted", "Noted as posted"},
    ButtonWords{"notlive", "resolve --not-posted", "Noted: it is not live"}};

/// Chat, post, who, what.
using Decision = std::tuple<ChatKey, std::int64_t, std::string, std::string>;

struct Pressed {
  int accepted = 0;
  int unanswered = 0;
};

std::string name_of(const Decision& decision) {
  const auto& [chat, post, who, what] = decision;
  return "presses: " + what + " of post " + std::to_string(post) + " by " + who + ": ";
}

std::map<Decision, int> decisions_of(const Ledger& ledger) {
  std::map<Decision, int> decisions;
  for (const LedgerStep& step : ledger.steps) {
    const bool is_button =
        std::any_of(k_words.begin(), k_words.end(),
                    [&](const ButtonWords& words) { return step.action == words.action; });
    // That a card was pressed proves that it arrived: a second entry of one press.
    const bool is_proof = step.reason == "its card was pressed";
    if (!is_button || is_proof || !step.actor.starts_with("telegram:")) continue;
    ++decisions[{step.chat, step.post, step.actor, step.action}];
  }
  return decisions;
}

bool is_lost_answer(const Records& records, const LedgerPost& post) {
  return std::any_of(records.publishes.begin(), records.publishes.end(),
                     [&](const PublishRecord& call) {
                       return call.container == post.container && !call.answered;
                     });
}

bool is_lost_card(const Records& records, const LedgerPost& post) {
  const auto& vanished = records.vanished_cards;
  return std::count(vanished.begin(), vanished.end(), post.id) > 0 ||
         std::any_of(records.cards.begin(), records.cards.end(), [&](const CardRecord& card) {
           return card.post == post.id && !card.answered;
         });
}

}  // namespace

Wrongs wrong_presses(const Records& records, const Ledger& ledger) {
  Wrongs wrongs;
  std::map<Decision, Pressed> pressed;
  for (const PressRecord& press : records.presses) {
    const auto* const words =
        std::find_if(k_words.begin(), k_words.end(),
                     [&](const ButtonWords& each) { return press.verb == each.verb; });
    const ChatRecord* chat = chat_of(records, press.chat);
    if (words == k_words.end() || chat == nullptr) continue;
    const Decision decision{chat->key, press.post, "telegram:" + id_text(press.person),
                            words->action};
    const bool is_accepted = press.answer == words->answer && !press.as_alert;
    if (is_accepted) ++pressed[decision].accepted;
    if (!press.answer) ++pressed[decision].unanswered;
    if (is_accepted && press.is_forbidden) {
      wrongs.push_back(name_of(decision) + "who may not was heard");
    }
  }
  std::map<Decision, int> decided = decisions_of(ledger);
  for (const auto& [decision, count] : pressed) {
    const int found = decided[decision];
    if (found < count.accepted) wrongs.push_back(name_of(decision) + "forgotten");
    if (found > count.accepted + count.unanswered) {
      wrongs.push_back(name_of(decision) + "done more often than pressed");
    }
    decided.erase(decision);
  }
  for (const auto& [decision, count] : decided) {
    wrongs.push_back(name_of(decision) + "nobody pressed that");
  }
  return wrongs;
}

Wrongs wrong_ends(const Records&, const Ledger& ledger) {
  Wrongs wrongs;
  std::map<std::int64_t, PostState> now;
  std::map<std::int64_t, std::vector<std::string>> expected;
  std::map<std::int64_t, std::vector<std::string>> found;
  const auto name = [](std::int64_t post) { return "ends: post " + std::to_string(post) + ": "; };
  for (const LedgerStep& step : ledger.steps) {
    const PostState before = now.try_emplace(step.post, PostState::planned).first->second;
    if (step.before != before) {
      wrongs.push_back(name(step.post) + "nothing tells how it became " +
                       std::string(to_string(step.before)));
    }
    now[step.post] = step.after;
    if (is_end(step.after) && step.after != PostState::canceled) {
      expected[step.post].emplace_back(to_string(step.after));
    }
  }
  for (const LedgerEnd& end : ledger.ends) found[end.post].push_back(end.outcome);
  for (const auto& [id, post] : ledger.posts) {
    if (post.picture.empty()) wrongs.push_back(name(id) + "its picture is none of its chat's");
    const auto at = now.find(id);
    const PostState told = at == now.end() ? PostState::planned : at->second;
    // A plan that is made anew cancels without the state table.
    const bool is_replanned = told == PostState::planned && post.state == PostState::canceled;
    if (told != post.state && !is_replanned) {
      wrongs.push_back(name(id) + "it is " + std::string(to_string(post.state)) + ", told is " +
                       std::string(to_string(told)));
    }
    if (expected[id] != found[id]) wrongs.push_back(name(id) + "the history has other ends");
  }
  return wrongs;
}

Wrongs wrong_doubts(const Records& records, const Ledger& ledger) {
  Wrongs wrongs;
  std::map<std::int64_t, Timestamp> began;
  for (const LedgerStep& step : ledger.steps) {
    if (step.after == PostState::publishing || step.after == PostState::sending) {
      began[step.post] = step.at;
    }
  }
  for (const auto& entry : ledger.posts) {
    const LedgerPost& post = entry.second;
    if (post.state != PostState::unknown) continue;
    const bool is_lost = post.stage == post::Stage::publish ? is_lost_answer(records, post)
                                                            : is_lost_card(records, post);
    const bool was_interrupted =
        std::any_of(records.deaths.begin(), records.deaths.end(), [&](const Moment& death) {
          const auto after = death.machine - began[post.id];
          return after >= minutes{0} && after <= minutes{30};
        });
    if (!is_lost && !was_interrupted) {
      wrongs.push_back("doubts: post " + std::to_string(post.id) + ": no answer of it was lost");
    }
  }
  return wrongs;
}

Wrongs wrong_locks(const Records& records, const Ledger& ledger) {
  Wrongs wrongs;
  std::map<std::tuple<ChatKey, std::string, std::string>, Timestamp> expected;
  std::map<ChatKey, std::int64_t> posted;
  for (const LedgerEnd& end : ledger.ends) {
    const ChatRecord& chat = *chat_of(records, end.chat);
    using std::chrono::days;
    if (end.outcome == "posted") {
      if (end.is_current) ++posted[end.chat];
      expected[{end.chat, end.picture, "recent_post"}] = end.at + days{chat.repost_days};
    }
    if (end.outcome == "skipped") {
      expected[{end.chat, end.picture, "skip"}] = end.at + days{chat.skip_days};
    }
    if (end.outcome == "rejected") expected[{end.chat, end.picture, "reject"}] = k_forever;
  }
  for (const LedgerLock& lock : ledger.locks) {
    const auto found = expected.find({lock.chat, lock.picture, lock.kind});
    const std::string name = "locks: " + lock.kind + " of " + lock.picture + ": ";
    if (found == expected.end()) {
      wrongs.push_back(name + "nothing in the history asks for it");
      continue;
    }
    if (found->second != lock.until) wrongs.push_back(name + "it has another end");
    expected.erase(found);
  }
  for (const auto& [key, until] : expected) {
    wrongs.push_back("locks: " + std::get<2>(key) + " of " + std::get<1>(key) + ": missing");
  }
  for (const ChatRecord& chat : records.chats) {
    const auto told = ledger.times_posted.find(chat.key);
    const std::int64_t count = told == ledger.times_posted.end() ? 0 : told->second;
    if (count != posted[chat.key]) {
      wrongs.push_back("locks: chat " + id_text(chat.key) + ": its items count " +
                       std::to_string(count) + " postings, the history " +
                       std::to_string(posted[chat.key]));
    }
  }
  return wrongs;
}

}  // namespace igbot::test
