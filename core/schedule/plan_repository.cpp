// SPDX-License-Identifier: MIT
#include "core/schedule/plan_repository.hpp"

#include <set>

#include "core/schedule/mix_repository.hpp"
#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

/// Planned, in the future and untouched by hand; $2 and $3 are days, $4 is now.
constexpr const char* k_replaceable =
    "chat_id = $1 AND slot_day >= $2 AND slot_day < $3 AND state <> 'canceled' "
    "AND state = 'planned' AND due_at > $4 AND pinned = 0 AND approved = 0";

std::set<PostId> ids_of(const std::vector<ReplaceablePost>& posts) {
  std::set<PostId> ids;
  for (const auto& post : posts) ids.insert(post.id);
  return ids;
}

/// Marks the contents that posts hold, leaving out the posts in `without`.
void hold_contents(const ChatScope& scope, const std::set<PostId>& without, Library& library) {
  const auto result = scope.db().execute(
      "SELECT id, content_id FROM posts WHERE chat_id = $1 AND state IN ('planned', 'claimed', "
      "'sending', 'awaiting', 'approved', 'preparing', 'prepared', 'publishing', 'unknown')",
      {scope.key()});
  for (const auto& row : result.rows) {
    if (!without.contains(row.id<PostId>(0))) library.hold(row.id<ContentId>(1));
  }
}

void lock_contents(const ChatScope& scope, Library& library) {
  const auto result = scope.db().execute(
      "SELECT content_id, kind, until FROM content_locks WHERE chat_id = $1 AND until > $2",
      {scope.key(), scope.now()});
  for (const auto& row : result.rows) {
    library.lock(
        row.id<ContentId>(0),
        {media::lock_kind_from(row.text(1)).value_or(media::LockKind::hold), row.timestamp(2)});
  }
}

}  // namespace

std::vector<ReplaceablePost> PlanRepository::replaceable(const DayRange& days) const {
  const auto result = scope_.db().execute(
      "SELECT id, slot_day, slot_index, category, created_at FROM posts WHERE " +
          std::string(k_replaceable) + " ORDER BY id",
      {scope_.key(), day_text(days.from), day_text(days.to), scope_.now()});
  std::vector<ReplaceablePost> posts;
  for (const auto& row : result.rows) {
    posts.push_back({row.id<PostId>(0), parse_date(row.text(1)), static_cast<int>(row.integer(2)),
                     row.text(3), row.timestamp(4)});
  }
  return posts;
}

std::vector<KeptPost> PlanRepository::kept(const DayRange& days) const {
  const auto result = scope_.db().execute(
      "SELECT id, due_at FROM posts WHERE chat_id = $1 AND slot_day >= $2 AND slot_day < $3 "
      "AND state <> 'canceled' AND due_at > $4 AND (state = 'approved' OR (state = 'planned' AND "
      "(pinned = 1 OR approved = 1))) ORDER BY due_at, id",
      {scope_.key(), day_text(days.from), day_text(days.to), scope_.now()});
  std::vector<KeptPost> posts;
  for (const auto& row : result.rows) posts.push_back({row.id<PostId>(0), row.timestamp(1)});
  return posts;
}

PlanRepository::Stock PlanRepository::stock(const std::vector<ReplaceablePost>& without) const {
  const auto rows = scope_.db().execute(
      "SELECT id, content_id, category, path, times_posted, last_posted_at, created_at "
      "FROM media_items WHERE chat_id = $1 AND active = 1 ORDER BY id",
      {scope_.key()});
  std::vector<LibraryItem> items;
  items.reserve(rows.rows.size());
  std::map<std::string, Timestamp> first_seen;
  for (const auto& row : rows.rows) {
    const auto [seen, is_new] = first_seen.try_emplace(row.text(2), row.timestamp(6));
    if (!is_new) seen->second = std::min(seen->second, row.timestamp(6));
    items.push_back({row.id<MediaId>(0), row.id<ContentId>(1), row.text(2), row.text(3),
                     row.integer(4), row.optional_timestamp(5)});
  }
  Stock stock{Library(std::move(items)), std::nullopt};
  lock_contents(scope_, stock.library);
  hold_contents(scope_, ids_of(without), stock.library);
  for (const auto& [name, seen] : first_seen) {
    if (!stock.newest_category || seen > *stock.newest_category) stock.newest_category = seen;
  }
  return stock;
}

std::map<std::string, std::int64_t> PlanRepository::assigned_since(
    Timestamp since, const std::vector<ReplaceablePost>& without) const {
  // A post is never due before it was made: `due_at >= since` only lets the index skip old rows.
  const auto result = scope_.db().execute(
      "SELECT category, COUNT(*) FROM posts WHERE chat_id = $1 AND due_at >= $2 "
      "AND created_at >= $2 AND state NOT IN ('canceled', 'missed', 'skipped', 'rejected', "
      "'failed') GROUP BY category ORDER BY category",
      {scope_.key(), since});
  std::map<std::string, std::int64_t> assigned;
  for (const auto& row : result.rows) assigned[row.text(0)] = row.integer(1);
  for (const auto& post : without) {
    if (post.created_at >= since) --assigned[post.category];
  }
  return assigned;
}

std::vector<TakenSlot> PlanRepository::taken(const DayRange& days,
                                             const std::vector<ReplaceablePost>& without) const {
  const std::set<PostId> freed = ids_of(without);
  const auto result = scope_.db().execute(
      "SELECT id, slot_day, slot_index, COALESCE(slot_plan, '') FROM posts WHERE chat_id = $1 "
      "AND slot_day >= $2 AND slot_day < $3 AND state <> 'canceled' ORDER BY slot_day, slot_index",
      {scope_.key(), day_text(days.from), day_text(days.to)});
  std::vector<TakenSlot> slots;
  for (const auto& row : result.rows) {
    if (freed.contains(row.id<PostId>(0))) continue;
    slots.push_back({parse_date(row.text(1)), static_cast<int>(row.integer(2)), row.text(3)});
  }
  return slots;
}

PlanBasis PlanRepository::basis(const DayRange& days,
                                const std::vector<ReplaceablePost>& without) const {
  PlanBasis basis;
  const MixRepository mix(scope_);
  Stock found = stock(without);
  basis.library = std::move(found.library);
  basis.mix.shares = mix.current();
  Timestamp since = mix.began().value_or(Timestamp{});
  // Without a mix a new category changes every share: it must not be owed the slots of years.
  if (basis.mix.shares.empty() && found.newest_category) {
    since = std::max(since, *found.newest_category);
  }
  basis.mix_began = since;
  basis.mix.assigned = assigned_since(since, without);
  basis.taken = taken(days, without);
  return basis;
}

std::optional<Timestamp> PlanRepository::last_due() const {
  return scope_.db()
      .execute(
          "SELECT MAX(due_at) FROM posts WHERE chat_id = $1 AND state IN ('planned', 'approved')",
          {scope_.key()})
      .front()
      .optional_timestamp(0);
}

std::int64_t PlanRepository::count_planned() const {
  return scope_.db()
      .execute("SELECT COUNT(*) FROM posts WHERE chat_id = $1 AND state = 'planned'",
               {scope_.key()})
      .front()
      .integer(0);
}

std::int64_t PlanRepository::count_approved() const {
  return scope_.db()
      .execute("SELECT COUNT(*) FROM posts WHERE chat_id = $1 AND state = 'approved'",
               {scope_.key()})
      .front()
      .integer(0);
}

std::vector<PostId> PlanRepository::insert(const std::vector<PlannedSlot>& planned,
                                           const std::string& plan) {
  std::vector<PostId> ids;
  ids.reserve(planned.size());
  for (const PlannedSlot& post : planned) {
    const auto result = scope_.db().execute(
        "INSERT INTO posts (chat_id, slot_day, slot_index, slot_plan, due_at, wake_at, media_id, "
        "content_id, category, choice, state, created_at, updated_at) "
        "VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, 'planned', $10, $10) RETURNING id",
        {scope_.key(), day_text(post.slot.day), post.slot.index, plan, post.slot.at, post.media,
         post.content, post.category, choice_json(post.why), scope_.now()});
    ids.push_back(result.front().id<PostId>(0));
  }
  return ids;
}

void PlanRepository::remember_choice(PostId post, const Choice& choice) {
  scope_.db().execute("UPDATE posts SET choice = $3 WHERE chat_id = $1 AND id = $2",
                      {scope_.key(), post, choice_json(choice)});
}

std::optional<Choice> PlanRepository::choice_of(PostId post) const {
  const auto rows = scope_.db().execute(
      "SELECT choice, media_id FROM posts WHERE chat_id = $1 AND id = $2", {scope_.key(), post});
  if (rows.empty() || rows.front().is_null(0)) return std::nullopt;
  auto choice = parse_choice(rows.front().text(0));
  if (choice && choice->media != rows.front().id<MediaId>(1)) return std::nullopt;
  return choice;
}

std::int64_t PlanRepository::cancel(const std::string& condition, std::vector<sql::Value> params,
                                    const std::string& reason) {
  const auto next = [&params](sql::Value value) {
    params.push_back(std::move(value));
    return "$" + std::to_string(params.size());
  };
  const std::string now = next(scope_.now());
  const std::string actor = next(scope_.actor().id);
  const std::string name = next(scope_.actor().name);
  const std::string why = next(reason);
  return scope_.db()
      .execute(
          "UPDATE posts SET state = 'canceled', wake_at = NULL, next_attempt_at = NULL, "
          "decided_at = " +
              now + ", updated_at = " + now + ", decided_by = " + actor +
              ", decided_by_name = " + name + ", reason = " + why + " WHERE " + condition,
          params)
      .changes;
}

std::int64_t PlanRepository::cancel_replaceable(const DayRange& days, const std::string& reason) {
  return cancel(k_replaceable, {scope_.key(), day_text(days.from), day_text(days.to), scope_.now()},
                reason);
}

std::int64_t PlanRepository::cancel_planned(const std::string& reason) {
  return cancel("chat_id = $1 AND state = 'planned'", {scope_.key()}, reason);
}

bool PlanRepository::auto_plan() const {
  return scope_.db()
      .execute("SELECT auto_plan FROM chats WHERE id = $1", {scope_.key()})
      .front()
      .boolean(0);
}

void PlanRepository::set_auto_plan(bool on, std::optional<Timestamp> wake_at) {
  scope_.db().execute(
      "UPDATE chats SET auto_plan = $2, plan_wake_at = $3, updated_at = $4 WHERE id = $1",
      {scope_.key(), on, wake_at, scope_.now()});
}

}  // namespace igbot::schedule
