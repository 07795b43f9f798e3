// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/post/publisher.hpp"

namespace igbot::test {

/// A platform in memory: containers are finished at once and published once. Answers with what the
/// test queued, else truthfully.
class FakePublisher final : public post::Publisher {
 public:
  using Insights = std::variant<post::StoryInsights, post::TooFewViewers>;

  explicit FakePublisher(Clock& clock) : clock_(clock) {}

  Answer<std::string> prepare(const post::PublishingAccount&,
                              const post::StoryDraft& story) override {
    const std::lock_guard lock(mutex_);
    drafts.push_back(story);
    if (auto queued = next(prepare_answers)) return *queued;
    const std::string id = "c" + std::to_string(drafts.size());
    containers[id] = post::ContainerState::finished;
    return id;
  }

  Answer<post::ContainerStatus> inspect(const post::PublishingAccount&,
                                        const std::string& container) override {
    const std::lock_guard lock(mutex_);
    ++looks;
    if (auto queued = next(inspect_answers)) return *queued;
    return post::ContainerStatus{containers.at(container), "as it is"};
  }

  Answer<std::string> publish(const post::PublishingAccount&,
                              const std::string& container) override {
    const std::lock_guard lock(mutex_);
    publish_calls.push_back(container);
    if (on_publish) on_publish();
    auto queued = next(publish_answers);
    if (queued && !carries_out_refused) return *queued;
    if (containers.at(container) == post::ContainerState::published) {
      return post::Refused{.kind = post::Refusal::container, .why = "published already"};
    }
    containers[container] = post::ContainerState::published;
    live.push_back({"m" + std::to_string(live.size() + 1), clock_.now(), ""});
    if (queued) return *queued;
    return live.back().media_id;
  }

  Answer<post::Quota> quota(const post::PublishingAccount&) override {
    const std::lock_guard lock(mutex_);
    if (auto queued = next(quota_answers)) return *queued;
    return post::Quota{static_cast<int>(live.size()), quota_total};
  }

  Answer<std::vector<post::LiveStory>> stories(const post::PublishingAccount&) override {
    const std::lock_guard lock(mutex_);
    return live;
  }

  Answer<std::string> permalink(const post::PublishingAccount&, const std::string& media) override {
    const std::lock_guard lock(mutex_);
    if (auto queued = next(permalink_answers)) return *queued;
    return "https://www.instagram.com/stories/team/" + media;
  }

  Answer<Insights> insights(const post::PublishingAccount&, const std::string&) override {
    const std::lock_guard lock(mutex_);
    return next(insight_answers).value_or(Insights{post::TooFewViewers{}});
  }

  std::deque<Answer<std::string>> prepare_answers, publish_answers, permalink_answers;
  std::deque<Answer<post::ContainerStatus>> inspect_answers;
  std::deque<Answer<post::Quota>> quota_answers;
  std::deque<Answer<Insights>> insight_answers;
  /// Queued answers to publish are lies: it is done all the same.
  bool carries_out_refused = false;
  int quota_total = 100;
  /// Called in the middle of each publish.
  std::function<void()> on_publish;

  std::vector<post::StoryDraft> drafts;
  std::map<std::string, post::ContainerState> containers;
  std::vector<std::string> publish_calls;
  std::vector<post::LiveStory> live;
  int looks = 0;

 private:
  template <typename T>
  static std::optional<T> next(std::deque<T>& queue) {
    if (queue.empty()) return std::nullopt;
    T answer = std::move(queue.front());
    queue.pop_front();
    return answer;
  }

  Clock& clock_;
  std::mutex mutex_;
};

}  // namespace igbot::test
