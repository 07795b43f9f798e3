// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "core/legacy/ended_post.hpp"
#include "core/post/item_choice.hpp"
#include "core/post/post_repository.hpp"
#include "core/schedule/window.hpp"
#include "core/settings/settings_service.hpp"
#include "core/time_text.hpp"

namespace igbot::legacy {
namespace {

using post::PostState;

/// The queue of one chat.
class Queue {
 public:
  Queue(ImportContext& context, ChatScope scope, std::int64_t telegram_id)
      : context_(context),
        scope_(scope),
        telegram_id_(telegram_id),
        settings_(SettingsService(scope).load()),
        parameters_(schedule::PlanParameters::of(settings_)),
        zone_(Zone::find(parameters_.zone)) {}

  void import(const OldQueueItem& old, const OldItem& item) {
    const bool is_card = old.status == "processing";
    if (const auto id = ImportedRows(scope_).find(k_queue, old.id)) {
      const bool is_news = is_card && show_card(static_cast<PostId>(*id), old);
      return is_news ? context_.tally.imported(k_queue, scope_.key())
                     : context_.tally.already(k_queue, scope_.key());
    }
    if (old.status == "failed") return add_failed(old, item);
    if (is_card) return add_card(old, item);
    if (old.status != "pending" && old.status != "retrying") {
      return refuse(old, "unknown status: " + old.status);
    }
    if (post::PostRepository(scope_).is_content_held(item.content, PostId{0})) {
      return refuse(old, "its content is planned or awaits a decision already");
    }
    if (old.scheduled_for <= scope_.now()) return add_missed(old, item);
    add_planned(old, item);
  }

 private:
  void refuse(const OldQueueItem& old, const std::string& reason) {
    context_.tally.refuse(k_queue, scope_.key(), old.line, reason);
  }

  NewPost new_post(const OldQueueItem& old, const OldItem& item) const {
    return {&item, old.scheduled_for,
            std::min(old.created_at.value_or(old.scheduled_for), old.scheduled_for)};
  }

  void done(const OldQueueItem& old, PostId id) {
    ImportedRows(scope_).add(k_queue, old.id, number(id));
    context_.tally.imported(k_queue, scope_.key());
  }

  void add_failed(const OldQueueItem& old, const OldItem& item) {
    const PostId id = add_post(scope_, new_post(old, item), PostState::failed);
    auto reason = short_reason(old.last_error);
    if (!reason) reason = "failed in the former system";
    end_post(scope_, id,
             {.state = PostState::failed,
              .at = old.scheduled_for,
              .actor = context_.actor(std::nullopt),
              .reason = reason});
    done(old, id);
  }

  /// Its time has passed and nobody knows whether the former system has sent it since the dump.
  void add_missed(const OldQueueItem& old, const OldItem& item) {
    const PostId id = add_post(scope_, new_post(old, item), PostState::missed);
    end_post(scope_, id,
             {.state = PostState::missed,
              .at = scope_.now(),
              .actor = scope_.actor(),
              .reason = "its time had passed when it was imported"});
    done(old, id);
  }

  void add_planned(const OldQueueItem& old, const OldItem& item) {
    const std::string day = day_text(schedule::first_day(old.scheduled_for, parameters_, zone_));
    const NewPost post = new_post(old, item);
    const auto id =
        scope_.db()
            .execute(
                "INSERT INTO posts (chat_id, slot_day, slot_index, slot_plan, due_at, wake_at, "
                "media_id, content_id, category, state, created_at, updated_at) "
                "VALUES ($1, $2, (SELECT COALESCE(MAX(slot_index), -1) + 1 FROM posts "
                "WHERE chat_id = $1 AND slot_day = $2 AND state <> 'canceled'), 'imported', $3, "
                "$3, "
                "$4, $5, $6, 'planned', $7, $8) RETURNING id",
                {scope_.key(), day, post.due_at, item.media, item.content, item.category,
                 post.created_at, scope_.now()})
            .front()
            .id<PostId>(0);
    done(old, id);
  }

  void add_card(const OldQueueItem& old, const OldItem& item) {
    const PostId id = add_post(scope_, new_post(old, item), PostState::planned);
    show_card(id, old);
    done(old, id);
  }

  /// The card was sent over there: it awaits a decision here. Where nothing proves that it arrived
  /// it may or may not have, and a person says which; it is not sent again either way. False when
  /// the post is not planned any more.
  bool show_card(PostId id, const OldQueueItem& old) {
    const bool arrived = old.message_id.has_value();
    const bool is_here = arrived && old.telegram_chat_id == telegram_id_;
    const auto expires = arrived ? post::expiry_from(settings_, scope_.now()) : std::nullopt;
    const auto message = is_here ? old.message_id : std::nullopt;
    const std::int64_t changed =
        scope_.db()
            .execute(
                "UPDATE posts SET state = $3, stage = $4, message_id = $5, sent_at = $6, "
                "expires_at = $7, wake_at = $7, updated_at = $8 "
                "WHERE chat_id = $1 AND id = $2 AND state = 'planned'",
                {scope_.key(), id, arrived ? "awaiting" : "unknown",
                 arrived ? sql::Value() : sql::Value("card"), message, old.scheduled_for, expires,
                 scope_.now()})
            .changes;
    if (changed == 0 || !message) return changed > 0;
    scope_.db().execute(
        "INSERT INTO bot_messages (chat_id, telegram_chat_id, message_id, kind, post_id, "
        "has_open_buttons, sent_at) VALUES ($1, $2, $3, 'card', $4, 1, $5) ON CONFLICT DO NOTHING",
        {scope_.key(), telegram_id_, *message, id, old.scheduled_for});
    return true;
  }

  ImportContext& context_;
  ChatScope scope_;
  std::int64_t telegram_id_;
  ChatSettings settings_;
  schedule::PlanParameters parameters_;
  Zone zone_;
};

/// Cards first: of two rows with one content the one that was sent counts. Then by time.
std::vector<const OldQueueItem*> in_order(const std::vector<OldQueueItem>& queue) {
  std::vector<const OldQueueItem*> rows;
  rows.reserve(queue.size());
  for (const OldQueueItem& row : queue) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const OldQueueItem* left, const OldQueueItem* right) {
                     const bool left_is_card = left->status == "processing";
                     const bool right_is_card = right->status == "processing";
                     if (left_is_card != right_is_card) return left_is_card;
                     return left->scheduled_for < right->scheduled_for;
                   });
  return rows;
}

bool is_too_far(Timestamp at) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at)};
  return static_cast<int>(date.year()) > k_last_year;
}

}  // namespace

void import_queue(ImportContext& context) {
  std::set<std::string> ended;
  for (const OldHistoryItem& old : context.dump.history) {
    if (old.queue_item) ended.insert(*old.queue_item);
  }
  std::map<ChatKey, Queue> queues;
  for (const OldQueueItem* old : in_order(context.dump.queue)) {
    const OldItem* item = context.item(*old, old->media, k_queue);
    if (item == nullptr) continue;
    if (ended.contains(old->id)) {
      context.tally.skipped(k_queue, item->chat);
      continue;
    }
    if (is_too_far(old->scheduled_for)) {
      context.tally.refuse(k_queue, item->chat, old->line,
                           "its time is later than " + std::to_string(k_last_year));
      continue;
    }
    auto found = queues.find(item->chat);
    if (found == queues.end()) {
      const auto tenant =
          std::find_if(context.tenants.begin(), context.tenants.end(),
                       [&](const Tenant& one) { return one.chat.key == item->chat; });
      found = queues
                  .try_emplace(item->chat, context, context.unit.chat(item->chat),
                               number(tenant->chat.telegram_id))
                  .first;
    }
    found->second.import(*old, *item);
  }
}

}  // namespace igbot::legacy
