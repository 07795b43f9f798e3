// SPDX-License-Identifier: MIT
#include "core/legacy/ended_post.hpp"

#include "core/text/text.hpp"

namespace igbot::legacy {
namespace {

constexpr std::size_t k_longest_reason = 500;

}  // namespace

std::optional<std::string> short_reason(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  std::string line;
  for (const std::string& character : text::utf8_characters(text::one_line(*text))) {
    if (line.size() + character.size() > k_longest_reason) break;
    line += character;
  }
  return line;
}

PostId add_post(ChatScope scope, const NewPost& post, post::PostState state) {
  return scope.db()
      .execute(
          "INSERT INTO posts (chat_id, due_at, media_id, content_id, category, state, created_at, "
          "updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
          {scope.key(), post.due_at, post.item->media, post.item->content, post.item->category,
           to_string(state), post.created_at, scope.now()})
      .front()
      .id<PostId>(0);
}

void end_post(ChatScope scope, PostId id, const Ending& ending) {
  scope.db().execute(
      "UPDATE posts SET state = $3, stage = NULL, wake_at = NULL, expires_at = NULL, "
      "decided_by = $4, decided_by_name = $5, decided_at = $6, reason = $7, "
      "instagram_media_id = $8, permalink = $9, updated_at = $10 WHERE chat_id = $1 AND id = $2",
      {scope.key(), id, to_string(ending.state), ending.actor.id, ending.actor.name, ending.at,
       ending.reason, ending.story_id, ending.permalink, scope.now()});
  scope.db().execute(
      "INSERT INTO posting_history (chat_id, post_id, media_id, content_id, category, path, "
      "outcome, method, due_at, at, actor, actor_name, reason, instagram_media_id, permalink) "
      "SELECT p.chat_id, p.id, p.media_id, p.content_id, p.category, i.path, p.state, $3, "
      "p.due_at, "
      "$4, $5, $6, $7, $8, $9 FROM posts AS p JOIN media_items AS i ON i.chat_id = p.chat_id "
      "AND i.id = p.media_id WHERE p.chat_id = $1 AND p.id = $2",
      {scope.key(), id, ending.method, ending.at, ending.actor.id, ending.actor.name, ending.reason,
       ending.story_id, ending.permalink});
}

}  // namespace igbot::legacy
