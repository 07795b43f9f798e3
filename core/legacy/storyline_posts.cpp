// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/legacy/import_context.hpp"
#include "core/post/item_choice.hpp"
#include "core/post/post_repository.hpp"
#include "core/schedule/window.hpp"
#include "core/settings/settings_service.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::legacy {
namespace {

using post::PostState;

constexpr std::size_t k_longest_reason = 500;

/// How a post of the former system ended.
struct Ending {
  PostState state = PostState::posted;
  Timestamp at;
  Actor actor;
  std::optional<std::string> method;
  std::optional<std::string> reason;
  std::optional<std::string> story_id;
  std::optional<std::string> permalink;
};

std::optional<std::string> short_reason(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  std::string line;
  for (const std::string& character : text::utf8_characters(text::one_line(*text))) {
    if (line.size() + character.size() > k_longest_reason) break;
    line += character;
  }
  return line;
}

/// Nothing for a status that no version had.
std::optional<Ending> ending_of(const ImportContext& context, const OldHistoryItem& old) {
  Ending ending{.state = PostState::posted,
                .at = old.posted_at,
                .actor = context.actor(old.user, old.username),
                .method = std::nullopt,
                .reason = short_reason(old.error),
                .story_id = old.story_id,
                .permalink = old.permalink};
  if (old.status == "skipped") {
    ending.state = PostState::skipped;
  } else if (old.status == "rejected") {
    ending.state = PostState::rejected;
  } else if (old.status == "failed" || (old.status == "posted" && !old.success)) {
    ending.state = PostState::failed;
  } else if (old.status == "posted") {
    ending.method = old.method == "instagram_api" ? "instagram_api" : "manual";
  } else {
    return std::nullopt;
  }
  return ending;
}

/// A post to be: where it stands, and when.
struct NewPost {
  const OldItem* item = nullptr;
  Timestamp due_at;
  Timestamp created_at;
};

PostId add_ended(ChatScope scope, const NewPost& post, PostState state) {
  return scope.db()
      .execute(
          "INSERT INTO posts (chat_id, due_at, media_id, content_id, category, state, created_at, "
          "updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
          {scope.key(), post.due_at, post.item->media, post.item->content, post.item->category,
           to_string(state), post.created_at, scope.now()})
      .front()
      .id<PostId>(0);
}

/// Gives a post the end it had in the former system, with its history row.
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

/// Whether nobody here has done anything with an imported post yet that its later fate in the
/// former system would contradict.
bool is_open(PostState state) {
  return state == PostState::planned || state == PostState::awaiting ||
         state == PostState::unknown || state == PostState::missed || state == PostState::failed;
}

void import_history_item(ImportContext& context, const OldHistoryItem& old) {
  const OldItem* item = context.item(old, old.media, k_history);
  if (item == nullptr) return;
  const ChatScope scope = context.unit.chat(item->chat);
  ImportedRows imported(scope);
  if (imported.find(k_history, old.id)) return context.tally.already(k_history, item->chat);
  const auto ending = ending_of(context, old);
  if (!ending) {
    return context.tally.refuse(k_history, item->chat, old.line, "unknown status: " + old.status);
  }
  // What an earlier import planned has come to its end over there.
  std::optional<post::Post> planned;
  if (old.queue_item) {
    if (const auto id = imported.find(k_queue, *old.queue_item)) {
      planned = post::PostRepository(scope).find(static_cast<PostId>(*id));
    }
  }
  if (planned && !is_open(planned->state)) return context.tally.already(k_history, item->chat);
  const Timestamp created = std::min(old.queued_at.value_or(old.scheduled_for), old.scheduled_for);
  const PostId id =
      planned ? planned->id : add_ended(scope, {item, old.scheduled_for, created}, ending->state);
  end_post(scope, id, *ending);
  imported.add(k_history, old.id, number(id));
  context.tally.imported(k_history, item->chat);
}

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
      if (is_card) show_card(static_cast<PostId>(*id), old);
      return context_.tally.already(k_queue, scope_.key());
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
    const PostId id = add_ended(scope_, new_post(old, item), PostState::failed);
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
    const PostId id = add_ended(scope_, new_post(old, item), PostState::missed);
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
    const PostId id = add_ended(scope_, new_post(old, item), PostState::planned);
    show_card(id, old);
    done(old, id);
  }

  /// The card was sent over there: it awaits a decision here. Where nothing proves that it arrived
  /// it may or may not have, and a person says which; it is not sent again either way.
  void show_card(PostId id, const OldQueueItem& old) {
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
    if (changed == 0 || !message) return;
    scope_.db().execute(
        "INSERT INTO bot_messages (chat_id, telegram_chat_id, message_id, kind, post_id, "
        "has_open_buttons, sent_at) VALUES ($1, $2, $3, 'card', $4, 1, $5) ON CONFLICT DO NOTHING",
        {scope_.key(), telegram_id_, *message, id, old.scheduled_for});
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

void import_history(ImportContext& context) {
  for (const OldHistoryItem& old : context.dump.history) import_history_item(context, old);
}

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
