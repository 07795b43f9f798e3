// SPDX-License-Identifier: MIT
#include "core/post/timeline.hpp"

#include <algorithm>

#include "core/media/lock_repository.hpp"
#include "core/post/story_insights.hpp"
#include "core/text/text.hpp"

namespace igbot::post {
namespace {

const Actor k_program{"igbotctl", "igbotctl"};

/// Collects the entries; each function adds those of one kind.
class Timeline {
 public:
  Timeline(ChatScope scope, const Post& post) : scope_(scope), post_(post) {}

  std::vector<TimelineEntry> entries() {
    const Timestamp created = created_at();
    add_steps();
    if (!was_made_by_hand_) add_planning(created);
    add_item_changes(created);
    add_messages();
    add_insights();
    add_locks();
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const auto& left, const auto& right) { return left.at < right.at; });
    return std::move(entries_);
  }

 private:
  Timestamp created_at() const {
    return scope_.db()
        .execute("SELECT created_at FROM posts WHERE chat_id = $1 AND id = $2",
                 {scope_.key(), post_.id})
        .front()
        .timestamp(0);
  }

  /// A planned post has no entry of its own for that: the plan it came with has one.
  void add_planning(Timestamp created) {
    TimelineEntry planned{.at = created, .actor = k_program, .action = "planned"};
    planned.after = "planned";
    const auto plan = scope_.db().execute(
        "SELECT actor, actor_name, action FROM audit_log WHERE chat_id = $1 AND at = $2 AND entity "
        "= 'schedule' ORDER BY id LIMIT 1",
        {scope_.key(), created});
    for (const auto& row : plan.rows) {
      planned.actor = {row.text(0), row.text(1)};
      planned.reason = "schedule " + row.text(2);
    }
    entries_.insert(entries_.begin(), std::move(planned));
  }

  void add_steps() {
    for (const AuditRecord& record : scope_.audited("post", id_text(post_.id))) {
      add(record, record.entry.action);
      was_made_by_hand_ |= record.entry.action == "created";
      last_step_ = record.at;
    }
  }

  /// What became of its item meanwhile; what came after the post ended is not about the post.
  void add_item_changes(Timestamp created) {
    for (const AuditRecord& record : scope_.audited("media", id_text(post_.media))) {
      const bool is_later = is_end(post_.state) && last_step_ && record.at > *last_step_;
      if (record.at >= created && !is_later) add(record, "media " + record.entry.action);
    }
  }

  void add(const AuditRecord& record, std::string action) {
    entries_.push_back({record.at, record.actor, std::move(action), record.entry.before,
                        record.entry.after, record.entry.reason, std::nullopt});
  }

  void add_messages() {
    const auto messages = scope_.db().execute(
        "SELECT kind, message_id, sent_at, deleted_at FROM bot_messages WHERE chat_id = $1 AND "
        "post_id = $2 ORDER BY sent_at, message_id",
        {scope_.key(), post_.id});
    for (const auto& row : messages.rows) {
      const std::string message = "message " + std::to_string(row.integer(1));
      entries_.push_back({.at = row.timestamp(2),
                          .actor = k_program,
                          .action = row.text(0) + " shown",
                          .after = message});
      if (const auto deleted = row.optional_timestamp(3)) {
        entries_.push_back({.at = *deleted,
                            .actor = k_program,
                            .action = row.text(0) + " deleted",
                            .before = message});
      }
    }
  }

  static std::string figures_text(const TakenInsights& taken) {
    if (!taken.figures) return "under 5 views";
    std::vector<std::string> parts;
    const auto add = [&parts](const char* name, const std::optional<std::int64_t>& figure) {
      if (figure) parts.push_back(name + (" " + std::to_string(*figure)));
    };
    add("views", taken.figures->views);
    add("reach", taken.figures->reach);
    add("replies", taken.figures->replies);
    add("shares", taken.figures->shares);
    return parts.empty() ? "no figures" : text::join(parts, ", ");
  }

  void add_insights() {
    for (const TakenInsights& taken : InsightsRepository(scope_).of(post_.id)) {
      entries_.push_back({.at = taken.at,
                          .actor = k_program,
                          .action = "insights",
                          .after = figures_text(taken),
                          .reason = std::to_string(taken.mark.count()) + " h after it went out"});
    }
  }

  void add_locks() {
    for (const media::Lock& lock : media::LockRepository(scope_).locks_of(post_.content)) {
      entries_.push_back({.at = lock.created_at,
                          .actor = lock.created_by,
                          .action = "content locked: " + media::to_string(lock.kind),
                          .reason = lock.reason,
                          .until = lock.until});
    }
  }

  ChatScope scope_;
  const Post& post_;
  std::vector<TimelineEntry> entries_;
  std::optional<Timestamp> last_step_;
  bool was_made_by_hand_ = false;
};

}  // namespace

std::vector<TimelineEntry> timeline_of(ChatScope scope, const Post& post) {
  return Timeline(scope, post).entries();
}

}  // namespace igbot::post
