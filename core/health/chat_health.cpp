// SPDX-License-Identifier: MIT
#include "core/health/chat_health.hpp"

#include "core/media/source_service.hpp"
#include "core/schedule/overdue.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::health {
namespace {

using std::chrono::hours;

Late late_from(const sql::Result& result) {
  return {result.front().integer(0), result.front().optional_timestamp(1)};
}

Late overdue_posts(ChatScope scope) {
  return late_from(
      scope.db().execute("SELECT count(*), min(due_at) FROM posts WHERE chat_id = $1 "
                         "AND state = 'planned' AND due_at < $2",
                         {scope.key(), scope.now() - schedule::k_overdue_after}));
}

/// A post that somebody approved late is late from then on.
Late posts_under_way(ChatScope scope) {
  return late_from(scope.db().execute(
      "SELECT count(*), min(max(due_at, COALESCE(approved_at, due_at))) FROM posts "
      "WHERE chat_id = $1 AND state IN ('claimed', 'sending', 'approved', 'preparing', 'prepared', "
      "'publishing') AND max(due_at, COALESCE(approved_at, due_at)) < $2",
      {scope.key(), scope.now() - schedule::k_overdue_after}));
}

std::map<std::string, std::int64_t> posts_by_state(ChatScope scope) {
  const auto result = scope.db().execute(
      "SELECT state, count(*) FROM posts WHERE chat_id = $1 GROUP BY state ORDER BY state",
      {scope.key()});
  std::map<std::string, std::int64_t> posts;
  for (const auto& row : result.rows) posts[row.text(0)] = row.integer(1);
  return posts;
}

std::optional<PostId> first_unknown(ChatScope scope) {
  const auto result = scope.db().execute(
      "SELECT id FROM posts WHERE chat_id = $1 AND state = 'unknown' ORDER BY due_at, id LIMIT 1",
      {scope.key()});
  if (result.empty()) return std::nullopt;
  return result.front().id<PostId>(0);
}

/// Those that ended so and nobody went on with.
std::int64_t failed_last_day(ChatScope scope) {
  return scope.db()
      .execute(
          "SELECT count(*) FROM posts WHERE chat_id = $1 AND state = 'failed' AND due_at > $2 "
          "AND updated_at > $3",
          {scope.key(), scope.now() - hours{24 * 30}, scope.now() - hours{24}})
      .front()
      .integer(0);
}

std::optional<Timestamp> last_success(ChatScope scope) {
  const auto result = scope.db().execute(
      "SELECT at FROM posting_history WHERE chat_id = $1 AND outcome IN ('posted', 'dry_run') "
      "ORDER BY at DESC LIMIT 1",
      {scope.key()});
  if (result.empty()) return std::nullopt;
  return result.front().timestamp(0);
}

void add_plan(ChatHealth& health, ChatScope scope) {
  const auto result = scope.db().execute(
      "SELECT min(due_at), count(CASE WHEN due_at < $2 THEN 1 END) FROM posts "
      "WHERE chat_id = $1 AND state IN ('planned', 'approved')",
      {scope.key(), scope.now() + k_soon});
  health.next_post_at = result.front().optional_timestamp(0);
  health.planned_soon = result.front().integer(1);
}

Late waiting_messages(ChatScope scope) {
  return late_from(
      scope.db().execute("SELECT count(*), min(created_at) FROM outbox WHERE chat_id = $1 "
                         "AND wake_at IS NOT NULL AND created_at < $2",
                         {scope.key(), scope.now() - schedule::k_overdue_after}));
}

/// A folder that was reached by another path than its real one is known by the latter.
std::optional<Timestamp> last_listing_of_a_folder(ChatScope scope) {
  return scope.db()
      .execute(
          "SELECT max(last_complete_at) FROM media_sources WHERE chat_id = $1 "
          "AND kind = 'local'",
          {scope.key()})
      .front()
      .optional_timestamp(0);
}

std::optional<SourceHealth> source_health(ChatScope scope, const ChatSettings& settings) {
  try {
    const auto present = media::SourceService(scope).present();
    if (!present) return std::nullopt;
    SourceHealth source{media::type_of(present->config), media::describe(present->config),
                        present->refers_to_lost_credential, std::nullopt};
    if (present->row) {
      source.last_complete_at = present->row->last_complete_at;
    } else if (source.type == SourceType::local) {
      source.last_complete_at = last_listing_of_a_folder(scope);
    }
    return source;
  } catch (const Error& error) {
    // What is no configuration of a source: connecting one anew helps here, too.
    if (error.kind() != ErrorKind::usage) throw;
    return SourceHealth{settings.media_source_type, error.what(), true, std::nullopt};
  }
}

}  // namespace

ChatHealth chat_health_of(UnitOfWork& unit, const Chat& chat) {
  const ChatScope scope = unit.chat(chat.key);
  ChatHealth health;
  health.chat = chat;
  health.settings = SettingsService(scope).load();
  health.overdue = overdue_posts(scope);
  health.under_way = posts_under_way(scope);
  health.posts = posts_by_state(scope);
  health.first_unknown = first_unknown(scope);
  health.failed_last_day = failed_last_day(scope);
  add_plan(health, scope);
  health.last_success_at = last_success(scope);
  health.accounts = AccountService(unit, chat.key).all();
  health.source = source_health(scope, health.settings);
  health.active_media =
      scope.db()
          .execute("SELECT count(*) FROM media_items WHERE chat_id = $1 AND active = 1",
                   {scope.key()})
          .front()
          .integer(0);
  health.runway = media::runway_of(scope, health.settings);
  health.outbox = waiting_messages(scope);
  health.conditions = ConditionRepository(unit).open(chat.key);
  return health;
}

}  // namespace igbot::health
