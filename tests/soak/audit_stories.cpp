// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "tests/soak/audit.hpp"

namespace igbot::test {
namespace {

using post::PostState;
using std::chrono::hours;
using std::chrono::minutes;

/// Posts by what Instagram calls theirs.
struct Published {
  std::multimap<std::string, const LedgerPost*> by_media;
  std::multimap<std::string, const LedgerPost*> by_container;
};

Published published_of(const Ledger& ledger) {
  Published published;
  for (const auto& [id, post] : ledger.posts) {
    if (!post.media_id.empty()) published.by_media.emplace(post.media_id, &post);
    if (!post.container.empty()) published.by_container.emplace(post.container, &post);
  }
  return published;
}

std::vector<const LedgerPost*> posts_of(const Published& published, const StoryRecord& story) {
  std::vector<const LedgerPost*> found;
  const auto [from, to] = published.by_media.equal_range(story.media_id);
  for (auto at = from; at != to; ++at) found.push_back(at->second);
  const auto [first, last] = published.by_container.equal_range(story.container);
  for (auto at = first; at != last; ++at) {
    if (at->second->media_id.empty()) found.push_back(at->second);
  }
  return found;
}

std::string name_of(const StoryRecord& story) {
  return "stories: " + story.media_id + " (" + story.picture + "): ";
}

std::string judge(const Records& records, const StoryRecord& story, const LedgerPost& post) {
  const std::string which = "post " + std::to_string(post.id) + " ";
  const ChatRecord* chat = chat_of(records, post.chat);
  const bool owns = std::count(chat->accounts.begin(), chat->accounts.end(), story.account) > 0;
  if (!owns) return which + "is of another chat";
  if (post.account != story.account) return which + "has another account";
  if (post.picture != story.picture) return which + "has another picture: " + post.picture;
  const bool in_doubt = post.state == PostState::unknown && post.stage == post::Stage::publish;
  if (post.state != PostState::posted && !in_doubt) {
    return which + "is " + std::string(to_string(post.state));
  }
  return "";
}

/// What the history has as published by us, by post.
std::map<std::int64_t, int> published_ends(const Ledger& ledger) {
  std::map<std::int64_t, int> ends;
  for (const LedgerEnd& end : ledger.ends) {
    if (end.outcome == "posted" && end.method == "instagram_api") ++ends[end.post];
  }
  return ends;
}

}  // namespace

Wrongs wrong_stories(const Records& records, const Ledger& ledger) {
  Wrongs wrongs;
  const Published published = published_of(ledger);
  std::map<std::int64_t, int> told = published_ends(ledger);
  for (const StoryRecord& story : records.stories) {
    if (story.container.empty()) continue;
    const auto posts = posts_of(published, story);
    if (posts.size() != 1) {
      wrongs.push_back(name_of(story) + std::to_string(posts.size()) + " posts have it");
      continue;
    }
    const LedgerPost& post = *posts.front();
    if (const std::string wrong = judge(records, story, post); !wrong.empty()) {
      wrongs.push_back(name_of(story) + wrong);
    }
    if (post.state == PostState::posted && told[post.id]-- != 1) {
      wrongs.push_back(name_of(story) + "the history of post " + std::to_string(post.id) +
                       " does not have it once");
    }
  }
  for (const auto& [post, count] : told) {
    if (count > 0) {
      wrongs.push_back("stories: post " + std::to_string(post) + ": in the history and not live");
    }
  }
  return wrongs;
}

Wrongs wrong_reposts(const Records& records, const Ledger&) {
  Wrongs wrongs;
  std::map<std::pair<std::string, std::string>, const StoryRecord*> last;
  for (const StoryRecord& story : records.stories) {
    if (story.container.empty()) continue;
    const StoryRecord*& before = last[{story.account, story.picture}];
    if (before != nullptr) {
      const auto chat =
          std::find_if(records.chats.begin(), records.chats.end(), [&](const ChatRecord& each) {
            return std::count(each.accounts.begin(), each.accounts.end(), story.account) > 0;
          });
      // The machine's clock may have been wrong by an hour at either of them.
      const auto rest = hours{24 * chat->repost_days} - minutes{75};
      if (story.at.world - before->at.world < rest) {
        wrongs.push_back("reposts: " + story.media_id + " (" + story.picture + "): it was " +
                         before->media_id + " less than " + std::to_string(chat->repost_days) +
                         " days ago");
      }
    }
    before = &story;
  }
  return wrongs;
}

Wrongs wrong_quotas(const Records& records, const Ledger&) {
  Wrongs wrongs;
  std::map<std::string, std::vector<Timestamp>> times;
  for (const StoryRecord& story : records.stories) {
    if (story.container.empty()) continue;
    auto& of_account = times[story.account];
    of_account.push_back(story.at.world);
    const auto used = std::count_if(of_account.begin(), of_account.end(),
                                    [&](Timestamp at) { return story.at.world - at < hours{24}; });
    if (used > records.quotas.at(story.account)) {
      wrongs.push_back("quotas: " + story.account + ": " + std::to_string(used) +
                       " stories in 24 hours");
    }
  }
  for (const PublishRecord& call : records.publishes) {
    if (!call.over_quota) continue;
    const auto near = [&](const Moment& at) {
      const auto before = call.at.world - at.world;
      return before >= minutes{0} && before < minutes{15};
    };
    // What the run thought to know: a look that told nothing, or a lost publish just before.
    const bool was_blind = std::any_of(records.blind_quotas.begin(), records.blind_quotas.end(),
                                       [&](const BlindQuota& look) {
                                         return look.account == call.account && near(look.at);
                                       }) ||
                           std::any_of(records.publishes.begin(), records.publishes.end(),
                                       [&](const PublishRecord& other) {
                                         return other.account == call.account && other.done &&
                                                !other.answered && near(other.at);
                                       });
    if (!was_blind) wrongs.push_back("quotas: " + call.account + ": tried beyond it");
  }
  return wrongs;
}

}  // namespace igbot::test
