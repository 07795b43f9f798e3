// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/post/publisher.hpp"
#include "providers/instagram/graph_api.hpp"

namespace igbot::instagram {

/// Publishes stories (developers.facebook.com/docs/instagram-platform/content-publishing). Every
/// call is sent once and never repeated here; only a whole answer with an id is a success.
class InstagramPublisher final : public post::Publisher {
 public:
  explicit InstagramPublisher(GraphApi& api) : api_(api) {}

  Answer<std::string> prepare(const post::PublishingAccount& account,
                              const post::StoryDraft& story) override;
  Answer<post::ContainerStatus> inspect(const post::PublishingAccount& account,
                                        const std::string& container) override;
  Answer<std::string> publish(const post::PublishingAccount& account,
                              const std::string& container) override;
  Answer<post::Quota> quota(const post::PublishingAccount& account) override;
  /// Through all pages of the listing.
  Answer<std::vector<post::LiveStory>> stories(const post::PublishingAccount& account) override;
  Answer<std::string> permalink(const post::PublishingAccount& account,
                                const std::string& media_id) override;
  /// views, reach, replies, navigation, shares, total_interactions, follows, profile_visits: one
  /// metric that is gone, as impressions, would fail all of them.
  Answer<std::variant<post::StoryInsights, post::TooFewViewers>> insights(
      const post::PublishingAccount& account, const std::string& media_id) override;

 private:
  Answer<http::Response> send(const post::PublishingAccount& account, GraphRequest request);

  GraphApi& api_;
};

}  // namespace igbot::instagram
