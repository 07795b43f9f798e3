// SPDX-License-Identifier: MIT
#include "core/post/transition.hpp"

#include "core/access/authorise.hpp"
#include "core/media/lock_repository.hpp"
#include "core/media/media_repository.hpp"
#include "core/post/card.hpp"
#include "core/post/item_choice.hpp"
#include "core/post/outbox.hpp"
#include "core/post/post_repository.hpp"
#include "core/text/html.hpp"
#include "core/time_text.hpp"

namespace igbot::post {
namespace {

bool is_decision(Verb verb) { return verb < Verb::claim; }

bool has_lease(PostState state) {
  return state == PostState::claimed || state == PostState::sending ||
         state == PostState::preparing || state == PostState::publishing;
}

/// Whether whoever held the post lets go of it with this step.
bool ends_lease(Verb verb, PostState to) {
  return !has_lease(to) || verb == Verb::prepare_later || verb == Verb::prepare_anew;
}

std::optional<Stage> stage_after(Verb verb) {
  switch (verb) {
    case Verb::card_lost:
    case Verb::doubt_card:
      return Stage::card;
    case Verb::publish_lost:
    case Verb::doubt_publish:
    case Verb::look_again:
      return Stage::publish;
    default:
      return std::nullopt;
  }
}

/// Whether the post asks with a card from now on.
bool asks_after(const Post& before, Verb verb) {
  switch (verb) {
    case Verb::ask_first:
    case Verb::left_behind:
    case Verb::resend:
    case Verb::resolve_not_delivered:
      return true;
    case Verb::approve:
      return false;
    default:
      return before.asks;
  }
}

/// States whose card looks the same: on its way out.
bool is_on_its_way(PostState state) {
  return state == PostState::approved || state == PostState::preparing ||
         state == PostState::prepared || state == PostState::publishing;
}

/// Which ends enter the posting history; a canceled plan never was a posting.
bool enters_history(PostState state) { return is_end(state) && state != PostState::canceled; }

std::optional<std::string> method_of(const Post& post, Verb verb) {
  if (post.state != PostState::posted) return std::nullopt;
  return verb == Verb::done ? "manual" : "instagram_api";
}

/// Of an item whose file holds something else by now nothing was posted.
void count_posting(ChatScope chat, const Post& post) {
  chat.db().execute(
      "UPDATE media_items SET times_posted = times_posted + 1, last_posted_at = $4, updated_at = "
      "$4 WHERE chat_id = $1 AND id = $2 AND content_id = $3",
      {chat.key(), post.media, post.content, chat.now()});
}

/// States that people are alerted to; when the post leaves one, its alert is over.
bool is_alerting(PostState state) {
  return state == PostState::unknown || state == PostState::failed || state == PostState::missed;
}

/// The buttons of an alert: what a person can do about it. A post with a card has them there.
bot::Keyboard alert_keyboard(const Post& post) {
  const auto button = [&](const std::string& label, const std::string& verb) {
    return bot::Button{label, callback_data(verb, post.id), {}};
  };
  if (post.stage == Stage::card) {
    return {{button("Send again", "notdelivered"), button("It arrived", "delivered")}};
  }
  if (post.stage == Stage::publish) {
    return {{button("It is live", "live"), button("It is not", "notlive")}};
  }
  if (post.message) return {};
  return card_keyboard(post, {});
}

bool is_published(Verb verb) { return verb == Verb::publish_done || verb == Verb::found_live; }

std::string settled_text(const Post& post, const Actor& by) {
  const std::string outcome = outcome_line(post);
  return "Post " + id_text(post.id) + ": " +
         (outcome.empty() ? std::string(to_string(post.state)) + ", by " + by.name : outcome);
}

std::string alert_text(const Post& post, const std::string& path) {
  const std::string id = std::to_string(number(post.id));
  const std::string reason = post.reason.value_or("no reason was given");
  std::string text = "⚠ Post " + id + " (" + path + ") ";
  if (post.stage == Stage::card) {
    return text + "may or may not have been shown here: " + reason +
           ".\nIt is not sent again by itself: igbotctl post resolve " + id +
           " --delivered or --not-delivered";
  }
  if (post.stage == Stage::publish) {
    return text + "may or may not be live: " + reason + ".\nigbotctl post resolve " + id +
           " --posted or --not-posted";
  }
  if (reason == k_other_content) {
    return text + "does not go out: " + reason + ".\nigbotctl post next sends another one";
  }
  if (post.state == PostState::failed) {
    return text + "failed: " + reason + ".\nigbotctl post retry " + id;
  }
  return text + "was missed: " + reason + ".\nigbotctl media sync, then igbotctl post retry " + id;
}

}  // namespace

Error refusal(const Post& present, Verb verb) {
  std::string message = "'" + std::string(to_string(verb)) + "' is not possible for post " +
                        std::to_string(number(present.id)) + ": it is " +
                        std::string(to_string(present.state));
  if (present.stage) message += " (" + std::string(to_string(*present.stage)) + ")";
  if (present.decided_by_name && present.decided_at) {
    message += ", by " + *present.decided_by_name + " at " + utc_text(*present.decided_at);
  }
  return {ErrorKind::conflict, message, "igbotctl post show " + std::to_string(number(present.id))};
}

Post Transition::decide(const Post& before, Verb verb, const std::optional<std::string>& reason,
                        const Edit& edit) {
  access::require_right(chat_, access::Right::post);
  const auto to = target(verb, before.state, before.stage);
  if (!to) throw refusal(before, verb);
  if (auto after = step(before, verb, *to, reason, edit)) return *after;
  throw refusal(PostRepository(chat_).find(before.id).value_or(before), verb);
}

std::optional<Post> Transition::advance(const Post& before, Verb verb,
                                        const std::optional<std::string>& reason,
                                        const Edit& edit) {
  const auto to = target(verb, before.state, before.stage);
  if (!to) {
    throw Error(ErrorKind::bug, "the worker may not '" + std::string(to_string(verb)) +
                                    "' a post that is " + std::string(to_string(before.state)));
  }
  return step(before, verb, *to, reason, edit);
}

std::optional<Post> Transition::step(const Post& before, Verb verb, PostState to,
                                     const std::optional<std::string>& reason, const Edit& edit) {
  Post after = before;
  after.state = to;
  after.stage = stage_after(verb);
  after.asks = asks_after(before, verb);
  if (ends_lease(verb, to)) {
    after.lease_owner.reset();
    after.lease_until.reset();
  }
  after.reason = reason;
  if (is_decision(verb)) {
    after.decided_by = chat_.actor().id;
    after.decided_by_name = chat_.actor().name;
    after.decided_at = chat_.now();
  }
  if (edit) edit(after);
  if (!PostRepository(chat_).replace(before, after)) return std::nullopt;
  record(before, after, verb);
  complete(after, verb);
  tell(before, after, verb);
  return after;
}

void Transition::record(const Post& before, const Post& after, Verb verb) {
  chat_.audit({.entity = "post",
               .entity_id = std::to_string(number(after.id)),
               .action = std::string(to_string(verb)),
               .before = std::string(to_string(before.state)),
               .after = std::string(to_string(after.state)),
               .reason = after.reason});
}

void Transition::complete(const Post& after, Verb verb) {
  if (!enters_history(after.state)) return;
  chat_.db().execute(
      "INSERT INTO posting_history (chat_id, post_id, media_id, content_id, category, path, "
      "account_id, account_username, outcome, method, due_at, at, actor, actor_name, reason, "
      "instagram_media_id) "
      "SELECT $1, $2, m.id, $4, $5, m.path, a.id, a.username, $6, $7, $8, $9, $10, $11, $12, $13 "
      "FROM media_items m LEFT JOIN accounts a ON a.chat_id = m.chat_id AND a.id = $14 "
      "WHERE m.chat_id = $1 AND m.id = $3",
      {chat_.key(), after.id, after.media, after.content, after.category, to_string(after.state),
       method_of(after, verb), after.due_at, chat_.now(), chat_.actor().id, chat_.actor().name,
       after.reason, after.instagram_media_id,
       method_of(after, verb) == "instagram_api" ? after.prepared_account : std::nullopt});
  using std::chrono::days;
  media::LockRepository locks(chat_);
  switch (after.state) {
    case PostState::posted:
      count_posting(chat_, after);
      locks.lock(after.content, media::LockKind::recent_post,
                 chat_.now() + days{settings_.repost_ttl_days}, "posted");
      break;
    case PostState::skipped:
      locks.lock(after.content, media::LockKind::skip, chat_.now() + days{settings_.skip_ttl_days},
                 after.reason);
      break;
    case PostState::rejected:
      locks.lock(after.content, media::LockKind::reject, k_forever, after.reason);
      break;
    default:
      break;
  }
}

void Transition::tell(const Post& before, const Post& after, Verb verb) {
  Outbox outbox(chat_);
  const bool same_card = before.message && before.message == after.message;
  const bool looks_alike = is_on_its_way(before.state) && is_on_its_way(after.state);
  const bool was_taken = after.state == PostState::claimed || after.state == PostState::sending;
  if (same_card && after.state != before.state && !looks_alike && !was_taken) {
    outbox.add_card_edit(after.id);
  }
  // A post that is published once more keeps its alert until it is known what became of that.
  const bool was_alerting =
      is_alerting(before.state) || (before.state == PostState::publishing && before.republished);
  if (was_alerting && after.state != before.state && verb != Verb::publish_again) {
    close_alerts(after);
  }
  const auto item = media::MediaRepository(chat_).find(after.media);
  const std::string path = item ? item->path : "?";
  if (is_published(verb) && !after.message) {
    outbox.add_notice(
        text::escape_html("✅ Posted to Instagram: " + path + " (post " + id_text(after.id) + ")"),
        {}, after.id);
  }
  const bool doubtful = after.state == PostState::unknown && before.state != PostState::unknown;
  const bool gave_up = after.state == PostState::failed && verb != Verb::resolve_not_posted;
  const bool ran_out = after.state == PostState::missed && before.state == PostState::claimed;
  if (!doubtful && !gave_up && !ran_out) return;
  outbox.add_alert(text::escape_html(alert_text(after, path)), alert_keyboard(after), after.id);
}

void Transition::close_alerts(const Post& post) {
  const auto open = chat_.db().execute(
      "SELECT m.message_id FROM bot_messages m JOIN chats c ON c.id = m.chat_id AND c.telegram_id "
      "= "
      "m.telegram_chat_id WHERE m.chat_id = $1 AND m.post_id = $2 AND m.kind = 'alert' AND "
      "m.has_open_buttons = 1 AND m.deleted_at IS NULL ORDER BY m.message_id",
      {chat_.key(), post.id});
  const std::string html = text::escape_html(settled_text(post, chat_.actor()));
  for (const auto& row : open.rows) {
    Outbox(chat_).add_edit(row.id<TelegramMessageId>(0), html, {});
  }
}

}  // namespace igbot::post
