// SPDX-License-Identifier: MIT
#include "core/schedule/plan_edit_repository.hpp"

#include "core/post/post_repository.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::schedule {
namespace {

/// $1 is the chat, $2 the time of the export. The first time of a post is not kept; these are the
/// steps that leave it alone.
const std::string k_present =
    "SELECT id, created_at, updated_at, EXISTS (SELECT 1 FROM audit_log a WHERE a.chat_id = $1 AND "
    "a.entity = 'post' AND a.entity_id = CAST(posts.id AS TEXT) AND a.at >= $2 AND a.action NOT IN "
    "('approve', 'withdraw', 'replaced')) FROM posts ";

}  // namespace

std::vector<ExportedPost> PlanEditRepository::posts(const PlanPeriod& period) const {
  const auto result = scope_.db().execute(
      "SELECT p.id, p.due_at, p.media_id, i.path, p.category, p.state, p.pinned, i.caption, "
      "p.created_at, p.updated_at FROM posts p "
      "JOIN media_items i ON i.chat_id = p.chat_id AND i.id = p.media_id "
      "WHERE p.chat_id = $1 AND p.due_at >= $2 AND p.due_at < $3 AND p.state <> 'canceled' "
      "ORDER BY p.due_at, p.id",
      {scope_.key(), period.from, period.to});
  std::vector<ExportedPost> posts;
  posts.reserve(result.rows.size());
  for (const auto& row : result.rows) {
    posts.push_back({.id = row.id<PostId>(0),
                     .due_at = row.timestamp(1),
                     .media = row.id<MediaId>(2),
                     .path = row.text(3),
                     .category = row.text(4),
                     .state = post::parse_post_state(row.text(5)).value(),
                     .pinned = row.boolean(6),
                     .caption = row.optional_text(7),
                     .created_at = row.timestamp(8),
                     .updated_at = row.timestamp(9)});
  }
  return posts;
}

PlanFacts PlanEditRepository::facts(const PlanDocument& document) const {
  const ChatSettings settings = SettingsService(scope_).load();
  return {.now = scope_.now(),
          .is_api_on = settings.enable_instagram_api,
          .is_automatic = settings.plan_ahead_days > 0 && is_automatic(),
          .hours = PlanParameters::of(settings),
          .posts = present(document),
          .items = items(),
          .locks = locks()};
}

std::map<PostId, PresentPost> PlanEditRepository::present(const PlanDocument& document) const {
  const post::PostRepository repository(scope_);
  const Timestamp exported_at = document.exported_at.value_or(scope_.now());
  std::map<PostId, PresentPost> posts;
  const auto add = [&](const std::string& which, const std::vector<sql::Value>& more) {
    std::vector<sql::Value> params{scope_.key(), exported_at};
    params.insert(params.end(), more.begin(), more.end());
    for (const auto& row : scope_.db().execute(k_present + which + " ORDER BY id", params).rows) {
      const auto id = row.id<PostId>(0);
      if (posts.contains(id)) continue;
      posts.emplace(id, PresentPost{repository.find(id).value(), row.timestamp(1), row.timestamp(2),
                                    row.boolean(3)});
    }
  };
  add("INDEXED BY posts_holding WHERE chat_id = $1 AND state IN ('planned', 'claimed', 'sending', "
      "'awaiting', 'approved', 'preparing', 'prepared', 'publishing', 'unknown')",
      {});
  if (document.exported_at && document.period) {
    add("INDEXED BY posts_by_due WHERE chat_id = $1 AND due_at >= $3 AND due_at < $4 AND "
        "updated_at >= $2",
        {document.period->from, document.period->to});
  }
  for (const PlanEntry& entry : document.entries) {
    if (entry.id) {
      if (!posts.contains(*entry.id)) add("WHERE chat_id = $1 AND id = $3", {*entry.id});
    } else if (document.exported_at) {
      add("INDEXED BY posts_by_due WHERE chat_id = $1 AND due_at = $3 AND created_at >= $2",
          {*entry.due_at});
    }
  }
  return posts;
}

std::map<MediaId, PlanItem> PlanEditRepository::items() const {
  const auto result = scope_.db().execute(
      "SELECT id, content_id, path, category, active FROM media_items WHERE chat_id = $1 "
      "ORDER BY id",
      {scope_.key()});
  std::map<MediaId, PlanItem> items;
  for (const auto& row : result.rows) {
    const auto id = row.id<MediaId>(0);
    items.emplace(id, PlanItem{id, row.id<ContentId>(1), row.text(2), row.text(3), row.boolean(4)});
  }
  return items;
}

std::map<ContentId, PlanLock> PlanEditRepository::locks() const {
  const auto result = scope_.db().execute(
      "SELECT content_id, kind, until FROM content_locks WHERE chat_id = $1 AND until > $2 "
      "ORDER BY until DESC, kind",
      {scope_.key(), scope_.now()});
  std::map<ContentId, PlanLock> locks;
  for (const auto& row : result.rows) {
    locks.emplace(row.id<ContentId>(0), PlanLock{row.text(1), row.timestamp(2)});
  }
  return locks;
}

bool PlanEditRepository::is_automatic() const {
  return scope_.db()
      .execute("SELECT auto_plan FROM chats WHERE id = $1", {scope_.key()})
      .front()
      .boolean(0);
}

}  // namespace igbot::schedule
