// SPDX-License-Identifier: MIT
#include "tests/soak/recording_instagram.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace igbot::test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const std::string k_instagram = "instagram";

post::Refused refused(post::Refusal kind, const std::string& why) {
  return {.kind = kind, .why = why};
}

bool is_answered(Fault fault) { return fault == Fault::none || fault == Fault::late; }

}  // namespace

std::optional<post::Refused> RecordingInstagram::refusal(
    Fault fault, const post::PublishingAccount& account) const {
  if (fault == Fault::not_sent) return refused(post::Refusal::not_sent, "no route to instagram");
  if (fault == Fault::vanished) return refused(post::Refusal::uncertain, "the connection broke");
  if (fault == Fault::rate_limited) return refused(post::Refusal::rate_limited, "too fast (4)");
  if (!is_good(account.token.reveal(), account.instagram_id)) {
    return refused(post::Refusal::token, "the token is dead (190)");
  }
  return std::nullopt;
}

post::Publisher::Answer<std::string> RecordingInstagram::prepare(
    const post::PublishingAccount& account, const post::StoryDraft& story) {
  const Fault fault = faults_.draw(k_instagram);
  if (const auto no = refusal(fault, account)) return *no;
  const std::string picture = host_.picture_at(story.url);
  if (picture.empty()) return refused(post::Refusal::fetch, "nothing there (9004/2207052)");
  const std::string id = "c" + std::to_string(containers_.size() + 1);
  Dice& dice = faults_.dice();
  const auto takes = dice.once_in(5) ? seconds{dice.roll(10, 200)} : seconds{0};
  containers_[id] = {account.instagram_id, picture, clock_.world(), clock_.world() + takes,
                     faults_.happens("container in error", 150)};
  Faults::finish(fault);
  if (!is_answered(fault)) return refused(post::Refusal::uncertain, "no answer came");
  return id;
}

post::Publisher::Answer<post::ContainerStatus> RecordingInstagram::inspect(
    const post::PublishingAccount& account, const std::string& container) {
  const Fault fault = faults_.draw(k_instagram);
  if (const auto no = refusal(fault, account)) return *no;
  Faults::finish(fault);
  if (!is_answered(fault)) return refused(post::Refusal::uncertain, "no answer came");
  const auto found = containers_.find(container);
  if (found == containers_.end() || found->second.account != account.instagram_id) {
    return refused(post::Refusal::container, "no such container (24/2207006)");
  }
  const Container& seen = found->second;
  using post::ContainerState;
  if (seen.published) return post::ContainerStatus{ContainerState::published, ""};
  if (clock_.world() < seen.finished) return post::ContainerStatus{ContainerState::in_progress, ""};
  if (seen.fails) return post::ContainerStatus{ContainerState::error, "2207082"};
  if (clock_.world() - seen.made > hours{24}) {
    return post::ContainerStatus{ContainerState::expired, ""};
  }
  return post::ContainerStatus{ContainerState::finished, ""};
}

post::Publisher::Answer<std::string> RecordingInstagram::publish(
    const post::PublishingAccount& account, const std::string& container) {
  Fault fault = faults_.draw(k_instagram);
  if (loses_next_answer) fault = Fault::lost;
  loses_next_answer = false;
  PublishRecord record{.at = now(), .account = account.instagram_id, .container = container};
  const auto end = [&](bool done, bool answered) {
    record.done = done;
    record.answered = answered;
    records_.publishes.push_back(record);
  };
  if (const auto no = refusal(fault, account)) {
    end(false, no->kind != post::Refusal::uncertain);
    return *no;
  }
  const auto found = containers_.find(container);
  const bool usable = found != containers_.end() && !found->second.published &&
                      found->second.account == account.instagram_id &&
                      clock_.world() - found->second.made <= hours{24};
  record.over_quota = usable && used(account.instagram_id) >= records_.quotas[account.instagram_id];
  std::string media;
  const bool is_refused = record.over_quota && !forgets_quotas;
  if (usable && !is_refused) {
    found->second.published = true;
    media = make_story(account.instagram_id, container, found->second.picture);
  }
  end(!media.empty(), is_answered(fault));
  Faults::finish(fault);
  if (!is_answered(fault)) return refused(post::Refusal::uncertain, "no answer came");
  if (is_refused) return refused(post::Refusal::quota_used, "the quota is used (9/2207042)");
  if (media.empty()) return refused(post::Refusal::container, "not to be published (24/2207008)");
  return media;
}

int RecordingInstagram::used(const std::string& account) const {
  const auto found = stories_of_.find(account);
  if (found == stories_of_.end()) return 0;
  return static_cast<int>(
      std::count_if(found->second.begin(), found->second.end(), [&](std::size_t i) {
        const StoryRecord& story = records_.stories[i];
        return !story.container.empty() && clock_.world() - story.at.world < hours{24};
      }));
}

std::string RecordingInstagram::make_story(const std::string& account, const std::string& container,
                                           const std::string& picture) {
  const std::string media = "m" + std::to_string(records_.stories.size() + 1);
  stories_of_[account].push_back(records_.stories.size());
  records_.stories.push_back({now(), account, container, media, picture});
  return media;
}

void RecordingInstagram::publish_by_hand(const std::string& account) {
  make_story(account, "", "by hand");
}

post::Publisher::Answer<post::Quota> RecordingInstagram::quota(
    const post::PublishingAccount& account) {
  const Fault fault = faults_.draw(k_instagram);
  const auto no = refusal(fault, account);
  if (no || !is_answered(fault)) records_.blind_quotas.push_back({now(), account.instagram_id});
  if (no) return *no;
  Faults::finish(fault);
  if (!is_answered(fault)) return refused(post::Refusal::uncertain, "no answer came");
  if (forgets_quotas) return post::Quota{0, 100};
  return post::Quota{used(account.instagram_id), records_.quotas[account.instagram_id]};
}

post::Publisher::Answer<std::vector<post::LiveStory>> RecordingInstagram::stories(
    const post::PublishingAccount& account) {
  const Fault fault = faults_.draw(k_instagram);
  if (const auto no = refusal(fault, account)) return *no;
  Faults::finish(fault);
  if (!is_answered(fault)) return refused(post::Refusal::uncertain, "no answer came");
  std::vector<post::LiveStory> live;
  for (const std::size_t i : stories_of_[account.instagram_id]) {
    const StoryRecord& story = records_.stories[i];
    if (clock_.world() - story.at.world < hours{24}) {
      live.push_back({story.media_id, story.at.world, ""});
    }
  }
  return live;
}

post::Publisher::Answer<std::string> RecordingInstagram::permalink(
    const post::PublishingAccount& account, const std::string& media_id) {
  const Fault fault = faults_.draw(k_instagram);
  if (const auto no = refusal(fault, account)) return *no;
  Faults::finish(fault);
  if (!is_answered(fault)) return refused(post::Refusal::uncertain, "no answer came");
  return "https://www.instagram.com/stories/" + account.username + "/" + media_id;
}

post::Publisher::Answer<RecordingInstagram::Insights> RecordingInstagram::insights(
    const post::PublishingAccount& account, const std::string&) {
  const Fault fault = faults_.draw(k_instagram);
  if (const auto no = refusal(fault, account)) return *no;
  Faults::finish(fault);
  if (!is_answered(fault)) return refused(post::Refusal::uncertain, "no answer came");
  return Insights{post::TooFewViewers{}};
}

bool RecordingInstagram::is_good(const std::string& token, const std::string& account) const {
  const auto found = tokens_.find(token);
  return found != tokens_.end() && found->second.account == account &&
         clock_.world() < found->second.expires;
}

RecordingInstagram::Token RecordingInstagram::token_of(const Secret& token) const {
  const auto found = tokens_.find(token.reveal());
  if (found == tokens_.end() || clock_.world() >= found->second.expires) {
    throw Error(ErrorKind::auth, "instagram refuses the token (190)");
  }
  return found->second;
}

void RecordingInstagram::require_reachable() {
  const Fault fault = faults_.draw("meta login");
  Faults::finish(fault);
  if (!is_answered(fault)) {
    throw Error(ErrorKind::temporary, "instagram cannot be reached", "try again later");
  }
}

IssuedToken RecordingInstagram::exchange_code(AccountLogin, const std::string&) {
  throw Error(ErrorKind::auth, "the code was refused", "log in again");
}

std::vector<InstagramIdentity> RecordingInstagram::identify(AccountLogin, const Secret& token) {
  require_reachable();
  const std::string account = token_of(token).account;
  return {{account, usernames_.at(account), "BUSINESS"}};
}

IssuedToken RecordingInstagram::refresh(AccountLogin, const Secret& token) {
  require_reachable();
  const Token present = token_of(token);
  if (!present.renewable) throw Error(ErrorKind::auth, "the token cannot be renewed (190)");
  return issue(present.account, hours{60 * 24}, true);
}

IssuedToken RecordingInstagram::add_account(const std::string& id, const std::string& username,
                                            int quota) {
  usernames_[id] = username;
  records_.quotas[id] = quota;
  Dice& dice = faults_.dice();
  return issue(id, hours{24 * dice.roll(3, 60)}, !dice.once_in(6));
}

IssuedToken RecordingInstagram::issue(const std::string& account, hours life, bool renewable) {
  const std::string text = "IGtoken" + std::to_string(tokens_.size() + 1);
  tokens_[text] = {account, clock_.world() + life, renewable};
  return {Secret(text), clock_.now() + life};
}

void RecordingInstagram::revoke_tokens(const std::string& account) {
  for (auto& [text, token] : tokens_) {
    if (token.account == account) token.expires = clock_.world();
  }
}

}  // namespace igbot::test
