// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/account/token_care.hpp"
#include "core/media/staging.hpp"
#include "core/post/publisher.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// What a story is made of, ready for the platform: image/jpeg or video/mp4.
struct StoryFile {
  std::filesystem::path path;
  std::string mime;
};

/// What publishing works with. Each is built when it is first used, and throws what its
/// configuration lacks (ErrorKind::config, ::auth) or what may work later (::temporary).
struct PublishTools {
  std::function<Publisher&()> publisher;
  /// Throws ErrorKind::failed with the reason when the file can never be a story.
  std::function<StoryFile(const std::filesystem::path&)> make_story;
  /// Lends it to the platform, whatever dies meanwhile.
  std::function<media::PublicUrl(ChatKey, PostId, const StoryFile&)> stage;
  /// What was staged for a post is not needed any more.
  std::function<media::StagingReport(ChatKey, PostId)> release;
  /// Deletes what was staged and left behind.
  std::function<media::StagingReport()> sweep;
  /// As whom that account publishes, whatever its state; it has a credential. Throws as
  /// KeyRing::open does.
  std::function<PublishingAccount(ChatScope, const Account&)> open_account;
  /// What renews tokens.
  InstagramAccess access;
};

/// What one run has learnt about the platform. Shared by the threads of a run.
class PublishRun {
 public:
  /// Set when the platform cannot be reached, or a part of the installation is missing: nothing
  /// more is published in this run.
  std::atomic<bool> is_down = false;
  /// Until when this run waits for containers.
  std::optional<Timestamp> deadline;

  /// What is left of an account's quota; nothing when it was not asked for yet.
  std::optional<int> quota_left(const std::string& instagram_id) const {
    const std::lock_guard lock(mutex_);
    const auto found = quota_.find(instagram_id);
    return found == quota_.end() ? std::nullopt : std::optional(found->second);
  }
  void remember_quota(const std::string& instagram_id, int left) {
    const std::lock_guard lock(mutex_);
    quota_[instagram_id] = left;
  }
  /// One story less of a quota that is known.
  void use_quota(const std::string& instagram_id) {
    const std::lock_guard lock(mutex_);
    const auto found = quota_.find(instagram_id);
    if (found != quota_.end()) --found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, int> quota_;
};

}  // namespace igbot::post
