// SPDX-License-Identifier: MIT
#include "core/post/item_choice.hpp"

#include <vector>

#include "core/media/lock_repository.hpp"
#include "core/post/post_repository.hpp"
#include "core/schedule/schedule_service.hpp"
#include "core/time_text.hpp"

namespace igbot::post {
namespace {

std::string lock_text(const media::Lock& lock) {
  const std::string kind = media::to_string(lock.kind);
  if (lock.until == k_forever) return "its content is locked for good (" + kind + ")";
  return "its content is locked until " + utc_text(lock.until) + " (" + kind + ")";
}

}  // namespace

std::optional<std::string> objection(ChatScope scope, const Post& post,
                                     const std::optional<media::MediaItem>& item) {
  if (!item) return "its media item is gone";
  if (!item->active) return "its file is not in the source any more";
  if (item->content != post.content) return k_other_content;
  const auto locks = media::LockRepository(scope).locks_of(post.content);
  if (!locks.empty()) return lock_text(locks.front());
  if (PostRepository(scope).is_content_held(post.content, post.id)) {
    return "another post holds the same content";
  }
  return std::nullopt;
}

std::optional<media::MediaItem> replace_item(ChatScope scope, Post& post, const std::string& why,
                                             std::vector<ContentId> tried) {
  const media::MediaRepository library(scope);
  for (std::optional<std::string> objected = why; objected;) {
    const auto before = library.find(post.media);
    tried.push_back(post.content);
    const auto choice = schedule::replacement_for(scope, post.id, tried);
    if (!choice) return std::nullopt;
    Post changed = post;
    changed.media = choice->media;
    changed.content = choice->content;
    changed.category = choice->category;
    if (!PostRepository(scope).replace(post, changed)) return std::nullopt;
    schedule::PlanRepository(scope).remember_choice(post.id, choice->why);
    scope.audit({.entity = "post",
                 .entity_id = id_text(post.id),
                 .action = "replaced",
                 .before = before ? before->path : "media " + std::to_string(number(post.media)),
                 .after = choice->path,
                 .reason = *objected});
    post = changed;
    objected = objection(scope, post, library.find(post.media));
  }
  return library.find(post.media);
}

std::optional<media::MediaItem> keep_or_replace(ChatScope scope, Post& post) {
  const auto item = media::MediaRepository(scope).find(post.media);
  const auto why = objection(scope, post, item);
  return why ? replace_item(scope, post, *why, {}) : item;
}

Handled handled(ChatScope scope, const Chat& chat, const Post& post, const std::string& outcome,
                const std::string& detail) {
  const auto item = media::MediaRepository(scope).find(post.media);
  return {chat.telegram_id, chat.name, post, item ? item->path : "?", outcome, detail};
}

std::optional<Timestamp> expiry_from(const ChatSettings& settings, Timestamp now) {
  if (settings.approval_ttl == std::chrono::hours{0}) return std::nullopt;
  return now + settings.approval_ttl;
}

}  // namespace igbot::post
