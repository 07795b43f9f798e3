// SPDX-License-Identifier: MIT
#include "core/post/post_repository.hpp"

namespace igbot::post {
namespace {

const std::string k_columns =
    "id, slot_day, slot_index, due_at, media_id, content_id, category, state, stage, pinned, "
    "approved, lease_owner, lease_until, attempt, failures, next_attempt_at, message_id, sent_at, "
    "approved_at, expires_at, decided_by, decided_by_name, decided_at, reason, account_id, "
    "prepared_id, prepared_at, prepared_account_id, publish_lost_at, publish_finished_at, "
    "republished, instagram_media_id, permalink, asks";

Post post_from(const sql::Row& row) {
  const auto state = parse_post_state(row.text(7));
  if (!state) throw Error(ErrorKind::bug, "unknown post state in the database: " + row.text(7));
  Post post;
  post.id = row.id<PostId>(0);
  post.slot_day = row.optional_text(1);
  if (!row.is_null(2)) post.slot_index = static_cast<int>(row.integer(2));
  post.due_at = row.timestamp(3);
  post.media = row.id<MediaId>(4);
  post.content = row.id<ContentId>(5);
  post.category = row.text(6);
  post.state = *state;
  if (!row.is_null(8)) post.stage = parse_stage(row.text(8));
  post.pinned = row.boolean(9);
  post.approved = row.boolean(10);
  post.lease_owner = row.optional_text(11);
  post.lease_until = row.optional_timestamp(12);
  post.attempt = static_cast<int>(row.integer(13));
  post.failures = static_cast<int>(row.integer(14));
  post.next_attempt_at = row.optional_timestamp(15);
  post.message = row.optional_id<TelegramMessageId>(16);
  post.sent_at = row.optional_timestamp(17);
  post.approved_at = row.optional_timestamp(18);
  post.expires_at = row.optional_timestamp(19);
  post.decided_by = row.optional_text(20);
  post.decided_by_name = row.optional_text(21);
  post.decided_at = row.optional_timestamp(22);
  post.reason = row.optional_text(23);
  post.account = row.optional_id<AccountId>(24);
  post.prepared_id = row.optional_text(25);
  post.prepared_at = row.optional_timestamp(26);
  post.prepared_account = row.optional_id<AccountId>(27);
  post.publish_lost_at = row.optional_timestamp(28);
  post.publish_finished_at = row.optional_timestamp(29);
  post.republished = row.boolean(30);
  post.instagram_media_id = row.optional_text(31);
  post.permalink = row.optional_text(32);
  post.asks = row.boolean(33);
  return post;
}

std::vector<Post> posts_from(const sql::Result& result) {
  std::vector<Post> posts;
  posts.reserve(result.rows.size());
  for (const auto& row : result.rows) posts.push_back(post_from(row));
  return posts;
}

std::optional<std::string> stage_text(const std::optional<Stage>& stage) {
  if (!stage) return std::nullopt;
  return std::string(to_string(*stage));
}

}  // namespace

std::optional<Post> PostRepository::find(PostId id) const {
  const auto posts = posts_from(chat_.db().execute(
      "SELECT " + k_columns + " FROM posts WHERE chat_id = $1 AND id = $2", {chat_.key(), id}));
  if (posts.empty()) return std::nullopt;
  return posts.front();
}

std::vector<Post> PostRepository::list(const PostFilter& filter) const {
  std::string sql = "SELECT " + k_columns + " FROM posts WHERE chat_id = $1";
  std::vector<sql::Value> params{chat_.key()};
  const auto add = [&](const std::string& condition, sql::Value value) {
    params.push_back(std::move(value));
    sql += " AND " + condition + " $" + std::to_string(params.size());
  };
  if (filter.state) add("state =", std::string(to_string(*filter.state)));
  if (filter.from) add("due_at >=", *filter.from);
  if (filter.to) add("due_at <", *filter.to);
  params.emplace_back(filter.limit);
  sql += " ORDER BY due_at, id LIMIT $" + std::to_string(params.size());
  return posts_from(chat_.db().execute(sql, params));
}

std::vector<Post> PostRepository::to_wake() const {
  return posts_from(chat_.db().execute("SELECT " + k_columns +
                                           " FROM posts INDEXED BY posts_wake_of_chat "
                                           "WHERE wake_at <= $2 AND chat_id = $1 "
                                           "ORDER BY due_at, id",
                                       {chat_.key(), chat_.now()}));
}

std::optional<Post> PostRepository::earliest_planned() const {
  const auto posts = posts_from(chat_.db().execute(
      "SELECT " + k_columns +
          " FROM posts WHERE chat_id = $1 AND state = 'planned' ORDER BY due_at, id LIMIT 1",
      {chat_.key()}));
  if (posts.empty()) return std::nullopt;
  return posts.front();
}

std::optional<Post> PostRepository::planned_of(MediaId media) const {
  const auto posts = posts_from(chat_.db().execute(
      "SELECT " + k_columns +
          " FROM posts WHERE chat_id = $1 AND media_id = $2 AND state = 'planned' "
          "ORDER BY due_at, id LIMIT 1",
      {chat_.key(), media}));
  if (posts.empty()) return std::nullopt;
  return posts.front();
}

bool PostRepository::is_content_held(ContentId content, PostId except) const {
  return !chat_.db()
              .execute(
                  "SELECT 1 FROM posts INDEXED BY posts_holding WHERE chat_id = $1 AND content_id "
                  "= $2 AND id <> $3 AND state IN ('planned', 'claimed', 'sending', 'awaiting', "
                  "'approved', 'preparing', 'prepared', 'publishing', 'unknown') LIMIT 1",
                  {chat_.key(), content, except})
              .empty();
}

Post PostRepository::add(const Post& post) {
  Post added = post;
  added.id = chat_.db()
                 .execute(
                     "INSERT INTO posts (chat_id, due_at, media_id, content_id, category, state, "
                     "wake_at, pinned, asks, created_at, updated_at) "
                     "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) RETURNING id",
                     {chat_.key(), post.due_at, post.media, post.content, post.category,
                      to_string(post.state), wake_of(post), post.pinned, post.asks, chat_.now()})
                 .front()
                 .id<PostId>(0);
  return added;
}

void PostRepository::leave_taken_slot(PostId id) {
  chat_.db().execute(
      "UPDATE posts SET slot_day = NULL, slot_index = NULL, slot_plan = NULL, updated_at = $3 "
      "WHERE chat_id = $1 AND id = $2 AND state = 'canceled' AND EXISTS (SELECT 1 FROM posts o "
      "WHERE o.chat_id = $1 AND o.slot_day = posts.slot_day AND o.slot_index = posts.slot_index "
      "AND o.state <> 'canceled')",
      {chat_.key(), id, chat_.now()});
}

bool PostRepository::replace(const Post& before, const Post& after) {
  const auto result = chat_.db().execute(
      "UPDATE posts SET due_at = $1, media_id = $2, content_id = $3, category = $4, state = $5, "
      "stage = $6, pinned = $7, approved = $8, lease_owner = $9, lease_until = $10, attempt = $11, "
      "failures = $12, next_attempt_at = $13, message_id = $14, sent_at = $15, approved_at = $16, "
      "expires_at = $17, decided_by = $18, decided_by_name = $19, decided_at = $20, reason = $21, "
      "wake_at = $22, updated_at = $23, account_id = $30, prepared_id = $31, prepared_at = $32, "
      "prepared_account_id = $33, publish_lost_at = $34, publish_finished_at = $35, republished = "
      "$36, instagram_media_id = $37, permalink = $38, asks = $39 "
      "WHERE chat_id = $24 AND id = $25 AND state = $26 AND stage IS NOT DISTINCT FROM $27 "
      "AND lease_owner IS NOT DISTINCT FROM $28 AND attempt = $29",
      {after.due_at,
       after.media,
       after.content,
       after.category,
       to_string(after.state),
       stage_text(after.stage),
       after.pinned,
       after.approved,
       after.lease_owner,
       after.lease_until,
       after.attempt,
       after.failures,
       after.next_attempt_at,
       after.message,
       after.sent_at,
       after.approved_at,
       after.expires_at,
       after.decided_by,
       after.decided_by_name,
       after.decided_at,
       after.reason,
       wake_of(after),
       chat_.now(),
       chat_.key(),
       before.id,
       to_string(before.state),
       stage_text(before.stage),
       before.lease_owner,
       before.attempt,
       after.account,
       after.prepared_id,
       after.prepared_at,
       after.prepared_account,
       after.publish_lost_at,
       after.publish_finished_at,
       after.republished,
       after.instagram_media_id,
       after.permalink,
       after.asks});
  return result.changes == 1;
}

std::vector<ChatKey> chats_to_wake(sql::Connection& db, Timestamp now) {
  const auto result = db.execute(
      "SELECT id FROM chats WHERE state = 'active' AND id IN ("
      "SELECT chat_id FROM posts WHERE wake_at <= $1 "
      "UNION SELECT chat_id FROM outbox WHERE wake_at <= $1 "
      "UNION SELECT id FROM chats WHERE plan_wake_at <= $1) ORDER BY id",
      {now});
  std::vector<ChatKey> chats;
  for (const auto& row : result.rows) chats.push_back(row.id<ChatKey>(0));
  return chats;
}

}  // namespace igbot::post
