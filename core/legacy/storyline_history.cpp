// SPDX-License-Identifier: MIT
#include <algorithm>

#include "core/legacy/ended_post.hpp"
#include "core/post/post_repository.hpp"

namespace igbot::legacy {
namespace {

using post::PostState;

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
      planned ? planned->id : add_post(scope, {item, old.scheduled_for, created}, ending->state);
  end_post(scope, id, *ending);
  imported.add(k_history, old.id, number(id));
  context.tally.imported(k_history, item->chat);
}

}  // namespace

void import_history(ImportContext& context) {
  for (const OldHistoryItem& old : context.dump.history) import_history_item(context, old);
}

}  // namespace igbot::legacy
