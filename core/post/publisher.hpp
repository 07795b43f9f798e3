// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/account/account_repository.hpp"
#include "core/clock.hpp"
#include "core/secret.hpp"

namespace igbot::post {

/// As whom a call is made.
struct PublishingAccount {
  AccountId id{};
  std::string instagram_id;
  std::string username;
  AccountLogin login = AccountLogin::instagram;
  Secret token;
};

/// A story of one picture (JPEG) or one video (MP4, MOV) that Instagram fetches by URL.
struct StoryDraft {
  bool is_video = false;
  std::string url;
};

/// What an answer that is no success means, by Meta's error table. Everything but `uncertain` is
/// an explicit refusal: the call did nothing.
enum class Refusal {
  not_sent,      ///< never reached the platform
  uncertain,     ///< may have been carried out: no answer, 5xx, -1, -2, 4/2207051, whatever is
                 ///< unlisted
  rate_limited,  ///< 4, 17, 32, 613, 80002: wait; costs the post nothing
  quota_used,    ///< 9/2207042: the account's stories of the day are used up
  not_ready,     ///< 9007: the container is still being made
  container,     ///< 24/2207006, 24/2207008, -2/2207020: a new container is needed
  fetch,         ///< 9004/2207052, -2/2207003: the file could not be fetched from its URL
  input,         ///< this media will never be accepted
  token,         ///< 190, 102: the token is dead; a person must connect the account again
  permission,    ///< 10, 3, 200-299: the account or app may not do this
  blocked,       ///< 4/2207051, 25/2207050, 368: Instagram stopped the account
};

struct Refused {
  Refusal kind = Refusal::uncertain;
  /// "media could not be fetched (9004/2207052, trace Abc)": for people, without a secret.
  std::string why;
  /// How long the platform asks to wait, when it says so.
  std::optional<std::chrono::milliseconds> wait = std::nullopt;
  /// Instagram stopped this account: nothing of it is published until a person says so.
  bool stops_account = false;
};

enum class ContainerState { in_progress, finished, published, error, expired };
struct ContainerStatus {
  ContainerState state = ContainerState::in_progress;
  std::string detail;
};

struct Quota {
  int used = 0;
  int total = 0;
  std::chrono::seconds window = std::chrono::hours{24};
};

struct LiveStory {
  std::string media_id;
  std::optional<Timestamp> at;
  std::string permalink;
};

struct StoryInsights {
  std::optional<std::int64_t> views, reach, replies, navigation, shares, total_interactions,
      follows, profile_visits;
};
/// Fewer than five people saw it: Instagram gives no figures.
struct TooFewViewers {};

/// The port to the platform that publishes. Answers are values; only what breaks the installation
/// (configuration) throws. Every answer's usage headers are obeyed: an app or account told to slow
/// down is `rate_limited` before the next call leaves. Safe for use by several threads.
class Publisher {
 public:
  template <typename T>
  using Answer = std::variant<T, Refused>;

  virtual ~Publisher() = default;
  /// The id of a new container: nothing is visible yet, and this may be repeated.
  virtual Answer<std::string> prepare(const PublishingAccount& account,
                                      const StoryDraft& story) = 0;
  virtual Answer<ContainerStatus> inspect(const PublishingAccount& account,
                                          const std::string& container) = 0;
  /// Publishes a container, at most once in its life; returns the media id.
  virtual Answer<std::string> publish(const PublishingAccount& account,
                                      const std::string& container) = 0;
  virtual Answer<Quota> quota(const PublishingAccount& account) = 0;
  /// The stories that are live now.
  virtual Answer<std::vector<LiveStory>> stories(const PublishingAccount& account) = 0;
  /// The web address of a story.
  virtual Answer<std::string> permalink(const PublishingAccount& account,
                                        const std::string& media_id) = 0;
  virtual Answer<std::variant<StoryInsights, TooFewViewers>> insights(
      const PublishingAccount& account, const std::string& media_id) = 0;
};

}  // namespace igbot::post
