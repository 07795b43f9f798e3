// SPDX-License-Identifier: MIT
#include "core/legacy/storyline_rows.hpp"

#include "core/text/text.hpp"

namespace igbot::legacy {
namespace {

template <typename Row>
Row with_id(const ColumnView& columns) {
  Row row;
  row.id = columns.needed_id("id");
  row.tenant = columns.id("chat_settings_id");
  return row;
}

std::optional<std::string> non_empty(std::optional<std::string> text) {
  if (!text || text::trim(*text).empty()) return std::nullopt;
  return text;
}

/// The columns that are settings under the same name here, and those under another.
constexpr std::pair<const char*, const char*> k_setting_columns[] = {
    {"dry_run_mode", "dry_run_mode"},
    {"enable_instagram_api", "enable_instagram_api"},
    {"posts_per_day", "posts_per_day"},
    {"posting_hours_start", "posting_hours_start"},
    {"posting_hours_end", "posting_hours_end"},
    {"posting_timezone", "posting_timezone"},
    {"repost_ttl_days", "repost_ttl_days"},
    {"skip_ttl_days", "skip_ttl_days"},
    {"media_sync_enabled", "media_sync_enabled"},
    {"caption_style", "caption_style"},
    {"show_verbose_notifications", "show_verbose_notifications"},
};

}  // namespace

OldUser user_from(const ColumnView& c) {
  auto row = with_id<OldUser>(c);
  row.telegram_id = c.needed_integer("telegram_user_id");
  row.username = non_empty(c.text("telegram_username"));
  if (row.username && row.username->starts_with('@')) row.username->erase(0, 1);
  row.first_name = c.text("telegram_first_name");
  row.last_name = c.text("telegram_last_name");
  row.role = c.text("role").value_or("member");
  row.active = c.boolean("is_active").value_or(true);
  row.first_seen_at = c.instant("first_seen_at");
  if (!row.first_seen_at) row.first_seen_at = c.instant("created_at");
  row.last_seen_at = c.instant("last_seen_at");
  return row;
}

OldChat chat_from(const ColumnView& c) {
  OldChat row;
  row.id = c.needed_id("id");
  row.telegram_id = c.needed_integer("telegram_chat_id");
  if (row.telegram_id == 0) throw BadRow("telegram_chat_id is 0");
  row.name = non_empty(c.text("display_name"));
  if (!row.name) row.name = non_empty(c.text("chat_name"));
  for (const auto& [column, key] : k_setting_columns) {
    auto value = non_empty(c.text(column));
    if (!value) continue;
    if (*value == "t" || *value == "f") value = *value == "t" ? "true" : "false";
    row.settings.emplace(key, std::move(*value));
  }
  row.paused = c.boolean("is_paused").value_or(false);
  row.paused_at = c.instant("paused_at");
  row.paused_by = c.id("paused_by_user_id");
  row.active_account = c.id("active_instagram_account_id");
  row.source_type = non_empty(c.text("media_source_type"));
  row.source_root = non_empty(c.text("media_source_root"));
  row.onboarded = c.boolean("onboarding_completed").value_or(true);
  return row;
}

OldMembership membership_from(const ColumnView& c) {
  auto row = with_id<OldMembership>(c);
  row.user = c.needed_id("user_id");
  row.role = c.text("instance_role").value_or("member");
  row.active = c.boolean("is_active").value_or(true);
  row.joined_at = c.instant("joined_at");
  if (!row.tenant) throw BadRow("chat_settings_id is missing");
  return row;
}

OldAccount account_from(const ColumnView& c) {
  OldAccount row;
  row.id = c.needed_id("id");
  row.instagram_id = text::trim(c.needed_text("instagram_account_id"));
  if (row.instagram_id.empty()) throw BadRow("instagram_account_id is empty");
  row.username = non_empty(c.text("instagram_username"));
  row.display_name = non_empty(c.text("display_name"));
  row.auth_method = c.text("auth_method");
  row.active = c.boolean("is_active").value_or(true);
  return row;
}

OldToken token_from(const ColumnView& c) {
  auto row = with_id<OldToken>(c);
  row.service = c.needed_text("service_name");
  row.type = c.needed_text("token_type");
  row.sealed = c.needed_text("token_value");
  row.account = c.id("instagram_account_id");
  row.issued_at = c.instant("issued_at");
  if (const auto refreshed = c.instant("last_refreshed_at")) row.issued_at = refreshed;
  row.expires_at = c.instant("expires_at");
  row.revoked = c.instant("revoked_at").has_value();
  return row;
}

OldMedia media_from(const ColumnView& c) {
  auto row = with_id<OldMedia>(c);
  row.file_path = c.needed_text("file_path");
  row.file_name = c.needed_text("file_name");
  row.size = c.needed_integer("file_size");
  row.hash = text::to_lower(c.needed_text("file_hash"));
  row.mime = non_empty(c.text("mime_type"));
  row.category = non_empty(c.text("category"));
  if (row.category) row.category = text::one_line(text::trim(*row.category));
  row.title = non_empty(c.text("title"));
  row.caption = non_empty(c.text("caption"));
  row.link = non_empty(c.text("link_url"));
  row.tags = c.texts("tags");
  row.source_type = c.text("source_type").value_or("local");
  row.source_identifier = non_empty(c.text("source_identifier"));
  row.times_posted = c.integer("times_posted").value_or(0);
  row.last_posted_at = c.instant("last_posted_at");
  row.created_at = c.instant("created_at");
  row.active = c.boolean("is_active").value_or(true);
  if (row.file_path.empty()) throw BadRow("file_path is empty");
  if (row.size < 0 || row.times_posted < 0) throw BadRow("file_size or times_posted is negative");
  constexpr std::size_t k_md5 = 32;
  constexpr std::size_t k_sha256 = 64;
  const bool is_digest = (row.hash.size() == k_md5 || row.hash.size() == k_sha256) &&
                         row.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_digest) throw BadRow("file_hash is neither an MD5 nor a SHA-256 digest");
  return row;
}

OldQueueItem queue_item_from(const ColumnView& c) {
  auto row = with_id<OldQueueItem>(c);
  row.media = c.needed_id("media_item_id");
  row.status = c.text("status").value_or("pending");
  row.scheduled_for = c.needed_instant("scheduled_for");
  row.message_id = c.integer("telegram_message_id");
  row.telegram_chat_id = c.integer("telegram_chat_id");
  row.last_error = non_empty(c.text("last_error"));
  row.created_at = c.instant("created_at");
  return row;
}

OldHistoryItem history_item_from(const ColumnView& c) {
  auto row = with_id<OldHistoryItem>(c);
  row.media = c.needed_id("media_item_id");
  row.status = c.needed_text("status");
  row.queue_item = c.id("queue_item_id");
  row.posted_at = c.needed_instant("posted_at");
  row.scheduled_for = c.instant("scheduled_for").value_or(row.posted_at);
  row.queued_at = c.instant("queue_created_at");
  row.success = c.boolean("success").value_or(true);
  row.method = c.text("posting_method");
  row.story_id = non_empty(c.text("instagram_story_id"));
  if (!row.story_id) row.story_id = non_empty(c.text("instagram_media_id"));
  row.permalink = non_empty(c.text("instagram_permalink"));
  row.user = c.id("posted_by_user_id");
  row.username = non_empty(c.text("posted_by_telegram_username"));
  row.error = non_empty(c.text("error_message"));
  return row;
}

OldLock lock_from(const ColumnView& c) {
  auto row = with_id<OldLock>(c);
  row.media = c.needed_id("media_item_id");
  row.reason = c.text("lock_reason").value_or("recent_post");
  row.locked_at = c.instant("locked_at");
  row.locked_until = c.instant("locked_until");
  row.user = c.id("created_by_user_id");
  return row;
}

OldShare share_from(const ColumnView& c) {
  auto row = with_id<OldShare>(c);
  row.category = text::one_line(text::trim(c.needed_text("category")));
  if (row.category.empty()) throw BadRow("category is empty");
  row.share = c.needed_basis_points("ratio");
  row.from = c.needed_instant("effective_from");
  row.until = c.instant("effective_to");
  if (!row.until && !c.boolean("is_current").value_or(true)) {
    throw BadRow("neither current nor ended");
  }
  return row;
}

}  // namespace igbot::legacy
