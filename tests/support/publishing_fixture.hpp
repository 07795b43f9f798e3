// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "tests/support/fake_publisher.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot::test {

/// A chat that publishes to an Instagram account in memory: API on, dry run off.
class PublishingFixture : public PostingFixture {
 public:
  PublishingFixture();

  /// An account of the chat, connected; the first one is active.
  AccountId add_account(ChatKey chat, const std::string& username);
  void set_in(ChatKey chat, const std::string& key, const std::string& value);
  /// A planned post of a new item that somebody has approved.
  PostId approved(const std::string& path = "memes/cat.jpg");
  /// The last reason a post was given.
  std::string reason(PostId id) { return post(id).reason.value_or(""); }

  FakePublisher publisher{t.clock};
  /// What making a story, staging it or opening the token throws.
  std::optional<Error> story_error, staging_error, token_error;
  std::string token = "token";
  int staged = 0;
  int released = 0;

 protected:
  std::optional<post::PublishTools> publish_tools() override;
};

}  // namespace igbot::test
