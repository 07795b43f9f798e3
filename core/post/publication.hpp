// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "core/post/claimed.hpp"
#include "core/post/publish_tools.hpp"

namespace igbot::post {

/// Publishes posts of one chat, exactly once: container made, its id stored, looked at until it is
/// finished, `publishing` stored, published with one call, outcome stored. Each step is recorded in
/// its own transaction before the next begins, none open while the platform is spoken to; whatever
/// dies in between is gone on with by the next run, and what cannot be repeated is looked into.
class Publication {
 public:
  Publication(Worker& worker, ChatKey chat);

  /// An automatic post that was claimed, with its file.
  void publish(Claimed claimed, const std::filesystem::path& file);
  /// An approved post, or one that was left half-way. Does nothing when it may not go on now.
  void go_on(PostId id);
  /// One whose answer was lost: asks the platform what became of it, and publishes once more when
  /// it surely is not live.
  void look_into(PostId id);

 private:
  std::optional<Claimed> take(PostId id);
  std::optional<Claimed> doubtful(PostId id);
  std::optional<std::filesystem::path> bring(Claimed& claimed);
  std::optional<PublishingAccount> open(Claimed& claimed, AccountId id);
  bool make_container(Claimed& claimed, const PublishingAccount& account,
                      const std::filesystem::path& file);
  std::optional<media::PublicUrl> stage(Claimed& claimed, const StoryFile& story);
  void go_on_prepared(Claimed& claimed, const PublishingAccount& account);
  bool is_finished(Claimed& claimed, const PublishingAccount& account);
  bool has_quota(Claimed& claimed, const PublishingAccount& account);
  bool begin(Claimed& claimed, Verb verb);
  void publish_once(Claimed& claimed, const PublishingAccount& account);
  void published(Claimed& claimed, const PublishingAccount& account, Verb verb,
                 const std::optional<std::string>& media_id);
  void remember_permalink(Claimed& claimed, const std::string& permalink);
  void release(const Claimed& claimed);
  void look_again(Claimed& claimed, const std::string& why, Timestamp at,
                  std::optional<Timestamp> finished_at);
  void decide_by_stories(Claimed& claimed, const PublishingAccount& account);

  Worker& worker_;
  ChatKey chat_;
  const PublishTools& tools_;
};

}  // namespace igbot::post
