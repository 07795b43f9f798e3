// SPDX-License-Identifier: MIT
#include "core/post/outbox_drain.hpp"

#include "core/post/card_view.hpp"
#include "core/post/item_choice.hpp"
#include "core/post/outbox.hpp"
#include "core/post/post_repository.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/rate_limit_repository.hpp"
#include "core/text/html.hpp"

namespace igbot::post {
namespace {

using std::chrono::minutes;

constexpr int k_most_attempts = 5;
constexpr minutes k_sending_lease{2};
/// A bound on one run; what is left goes out in the next.
constexpr int k_most_messages = 500;

/// A message of the outbox as it leaves.
struct Ready {
  bot::OutgoingMessage message;
  std::optional<TelegramMessageId> edits;
  /// Of a file that is sent: what is brought from the source first.
  std::optional<media::MediaItem> original;
  /// The file of that holds another picture than the card shows.
  bool has_other_content = false;
  ChatKey chat{};
};

/// The buttons of a card: those of its state, or of the question that stands in their place while
/// the state still allows what it asks about.
bot::Keyboard keyboard_of(OutboxKind kind, const Post& post, const CardContext& context) {
  if (kind == OutboxKind::ask_reject && target(Verb::reject, post.state, post.stage)) {
    return reject_keyboard(post);
  }
  if (kind == OutboxKind::ask_account && may_choose_account(post)) {
    return account_keyboard(post, context);
  }
  return card_keyboard(post, context);
}

/// What is about a post; nothing when there is nothing left to say about it.
std::optional<Ready> about_post(ChatScope scope, const OutboxMessage& outbox, Ready ready) {
  const auto post = outbox.post ? PostRepository(scope).find(*outbox.post) : std::nullopt;
  if (!post) return std::nullopt;
  const auto item = media::MediaRepository(scope).find(post->media);
  if (!item) return std::nullopt;
  const CardContext context = card_context(scope, SettingsService(scope).load(), *post);
  if (outbox.kind == OutboxKind::send_file) {
    ready.original = item;
    ready.has_other_content = item->content != post->content;
    return ready;
  }
  const bool closes = outbox.kind == OutboxKind::close_card;
  ready.edits = closes ? std::optional(outbox.messages.front()) : post->message;
  if (!ready.edits) return std::nullopt;
  ready.message.media = message_kind(item->mime);
  if (closes) {
    ready.message.html = "A newer card of this post was sent.";
  } else {
    ready.message.html = card_html(*post, card_item(*item), context, k_caption_limit);
    ready.message.keyboard = keyboard_of(outbox.kind, *post, context);
  }
  return ready;
}

/// The message as it should look now; nothing when there is nothing left to say.
std::optional<Ready> make_ready(Worker& worker, const OutboxMessage& outbox) {
  return worker.store.read([&](UnitOfWork& unit) -> std::optional<Ready> {
    const auto chat = ChatRepository(unit).find(outbox.chat);
    if (!chat) return std::nullopt;
    Ready ready;
    ready.chat = outbox.chat;
    ready.message = {.chat = chat->telegram_id,
                     .html = outbox.html,
                     .file_name = outbox.file_name,
                     .content = outbox.content,
                     .keyboard = outbox.keyboard,
                     .reply_placeholder = outbox.placeholder};
    switch (outbox.kind) {
      case OutboxKind::document:
        ready.message.media = bot::MediaKind::document;
        ready.message.mime = "application/json";
        return ready;
      case OutboxKind::edit_text:
        // Tried again after something newer was written for that message: it would come last.
        if (outbox.attempts > 1 && is_overtaken(unit.db(), outbox)) return std::nullopt;
        ready.edits = outbox.messages.front();
        return ready;
      case OutboxKind::notice:
      case OutboxKind::alert:
      case OutboxKind::menu:
      case OutboxKind::wizard:
      case OutboxKind::prompt:
      case OutboxKind::erase:
        return ready;
      default:
        return about_post(unit.chat(outbox.chat), outbox, std::move(ready));
    }
  });
}

/// The original as a document; or why there is none, as text.
void bring_original(Worker& worker, Ready& ready) {
  const media::MediaItem& item = *ready.original;
  const std::string name = std::filesystem::path(item.path).filename().string();
  const auto excuse = [&](const std::string& why) {
    ready.message.html = text::escape_html("📎 " + name + " cannot be sent: " + why);
  };
  if (ready.has_other_content) return excuse(k_other_content);
  try {
    const auto brought = worker.bring_media(ready.chat, item);
    if (const auto* gone = std::get_if<MediaGone>(&brought)) return excuse(gone->why);
    ready.message.media = bot::MediaKind::document;
    ready.message.file = std::get<std::filesystem::path>(brought);
    ready.message.file_name = name;
    ready.message.mime = item.mime;
  } catch (const Error& error) {
    excuse(error.what());
  }
}

/// Sends it, and removes the local copy it was sent from.
bot::SendOutcome send_ready(Worker& worker, const OutboxMessage& outbox, Ready& ready) {
  if (outbox.kind == OutboxKind::erase) {
    return worker.messenger.erase(ready.message.chat, outbox.messages);
  }
  if (ready.edits) return worker.messenger.edit(*ready.edits, ready.message);
  if (ready.original) bring_original(worker, ready);
  bot::SendOutcome outcome = worker.messenger.send(ready.message);
  std::error_code gone_already;
  if (!ready.message.file.empty()) std::filesystem::remove(ready.message.file, gone_already);
  return outcome;
}

/// What follows from a message that is there, or gone, now.
void remember_sent(Bookkeeping& unit, const OutboxMessage& outbox,
                   const bot::OutgoingMessage& shown, TelegramMessageId message) {
  if (outbox.kind == OutboxKind::erase) {
    for (const TelegramMessageId erased : outbox.messages) {
      unit.db().execute(
          "UPDATE bot_messages SET deleted_at = $4, has_open_buttons = 0 WHERE chat_id = $1 AND "
          "telegram_chat_id = $2 AND message_id = $3",
          {outbox.chat, shown.chat, erased, unit.now()});
    }
    return;
  }
  OutboxQueue(unit).record(outbox, shown, message);
  if (!outbox.owner) return;
  unit.db().execute(
      "UPDATE conversations SET prompt_message_id = $5 WHERE chat_id = $1 AND user_telegram_id = "
      "$2 AND kind = $3 AND step = $4",
      {outbox.chat, outbox.owner->user, outbox.owner->conversation, outbox.owner->step, message});
}

/// True when its turn has not come: it waits in the outbox, and nobody waits for it.
bool postpone_before_turn(Worker& worker, const OutboxMessage& outbox, const Ready& ready) {
  if (outbox.kind == OutboxKind::erase) return false;
  const auto wait = worker.messenger.wait_before(ready.message.chat);
  if (wait.count() <= 0) return false;
  worker.store.bookkeep(
      [&](Bookkeeping& unit) { OutboxQueue(unit).postpone(outbox.id, unit.now() + wait); });
  return true;
}

/// What the answer means for the message; false when sending should stop for this run.
bool settle_message(Worker& worker, const OutboxMessage& outbox, const Ready& ready,
                    const bot::SendOutcome& outcome) {
  return worker.store.bookkeep([&](Bookkeeping& unit) {
    OutboxQueue queue(unit);
    const auto later = [&](Timestamp at, const std::string& why) {
      if (outbox.attempts >= k_most_attempts) {
        queue.drop(outbox.id, why);
      } else {
        queue.retry(outbox.id, at, why);
      }
    };
    if (const auto* sent = std::get_if<bot::Sent>(&outcome)) {
      queue.sent(outbox.id);
      remember_sent(unit, outbox, ready.message, ready.edits.value_or(sent->message));
      return true;
    }
    if (const auto* wait = std::get_if<bot::RetryLater>(&outcome)) {
      RateLimitRepository(unit).block(telegram_scope(ready.message.chat), unit.now() + wait->wait);
      queue.retry(outbox.id, unit.now() + wait->wait, wait->why);
      return true;
    }
    if (const auto* not_sent = std::get_if<bot::NotSent>(&outcome)) {
      queue.retry(outbox.id, unit.now(), not_sent->why);
      return false;
    }
    if (const auto* unsure = std::get_if<bot::Uncertain>(&outcome)) {
      // An alert shown twice is better than one that is lost; cards never come this way.
      later(unit.now() + minutes{1}, unsure->why);
      return true;
    }
    if (std::holds_alternative<bot::Migrated>(outcome)) {
      later(unit.now() + minutes{1}, "the group became a supergroup");
      return true;
    }
    if (std::holds_alternative<bot::Unreachable>(outcome) && outbox.kind == OutboxKind::alert) {
      // What a person must see to is told when the bot is back.
      queue.retry(outbox.id, unit.now(), "the chat cannot be reached");
      return true;
    }
    const auto* refused = std::get_if<bot::Refused>(&outcome);
    queue.drop(outbox.id, refused ? refused->why : "the chat cannot be reached");
    if (refused != nullptr && outbox.kind == OutboxKind::erase && !outbox.html.empty()) {
      Outbox(unit, outbox.chat).add_notice(outbox.html, {});
    }
    return true;
  });
}

}  // namespace

void drain_outbox(Worker& worker, std::optional<ChatKey> chat) {
  for (int i = 0; i < k_most_messages && !worker.messenger_down; ++i) {
    const auto outbox = worker.store.bookkeep([&](Bookkeeping& unit) {
      return OutboxQueue(unit).take(chat, unit.now() + k_sending_lease);
    });
    if (!outbox) return;
    auto ready = make_ready(worker, *outbox);
    if (!ready) {
      worker.store.bookkeep(
          [&](Bookkeeping& unit) { OutboxQueue(unit).drop(outbox->id, "nothing left to say"); });
      continue;
    }
    try {
      if (!worker.may_wait && postpone_before_turn(worker, *outbox, *ready)) continue;
      const auto outcome = send_ready(worker, *outbox, *ready);
      // Before its message waits again: a chat that cannot be reached is not asked in a circle.
      if (const auto* gone = std::get_if<bot::Unreachable>(&outcome)) {
        chat_is_unreachable(worker, outbox->chat, gone->why);
      }
      if (!settle_message(worker, *outbox, *ready, outcome)) worker.messenger_down = true;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::auth && error.kind() != ErrorKind::config) throw;
      worker.messenger_down = true;
      worker.store.bookkeep([&](Bookkeeping& unit) {
        OutboxQueue(unit).retry(outbox->id, unit.now(), error.what());
      });
      condition_begins(worker, std::nullopt, "telegram_token",
                       {error.kind(), error.what(), error.hint()});
    }
  }
}

}  // namespace igbot::post
