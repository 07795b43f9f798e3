// SPDX-License-Identifier: MIT
#include "core/post/delivery.hpp"

#include <algorithm>
#include <filesystem>

#include "core/post/card_view.hpp"
#include "core/post/decisions.hpp"
#include "core/post/gate.hpp"
#include "core/post/item_choice.hpp"
#include "core/post/lease.hpp"
#include "core/post/outbox.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/publication.hpp"
#include "core/post/supergroup.hpp"
#include "core/post/transition.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/rate_limit_repository.hpp"
#include "core/text/html.hpp"
#include "core/time_text.hpp"

namespace igbot::post {
namespace {

void become_reachable(ChatScope scope) {
  const auto changed = scope.db().execute(
      "UPDATE chats SET state = 'active', updated_at = $2 WHERE id = $1 AND state = 'unreachable'",
      {scope.key(), scope.now()});
  if (changed.changes == 0) return;
  scope.audit({.entity = "chat",
               .entity_id = std::to_string(number(scope.key())),
               .action = "state",
               .before = to_string(ChatState::unreachable),
               .after = to_string(ChatState::active),
               .reason = "a card arrived"});
}

/// What a JPEG can stand for; of a GIF it would show less.
bool is_still_picture(const std::string& mime) {
  return mime.starts_with("image/") && mime != "image/gif";
}

bot::OutgoingMessage card_message(const Chat& chat, const Post& post, const CardContext& context,
                                  const media::MediaItem& item) {
  bot::OutgoingMessage message;
  message.chat = chat.telegram_id;
  message.html = card_html(post, card_item(item), context, k_caption_limit);
  message.media = message_kind(item.mime);
  message.file_name = std::filesystem::path(item.path).filename().string();
  message.mime = item.mime;
  message.keyboard = card_keyboard(post, context);
  return message;
}

}  // namespace

void Delivery::report(const Claimed& claimed, const std::string& outcome,
                      const std::string& detail) {
  post::report(worker_, claimed, outcome, detail);
}

bool Delivery::advance(Claimed& claimed, Verb verb, const std::optional<std::string>& why,
                       const ScopedEdit& edit) {
  return post::advance(worker_, claimed, verb, why, edit);
}

std::optional<Claimed> Delivery::claim(PostId id, Asked asked) {
  std::optional<Handled> ended;
  auto claimed =
      worker_.store.write(worker_.actor, [&](UnitOfWork& unit) -> std::optional<Claimed> {
        ended.reset();
        const ChatScope scope = unit.chat(chat_);
        const auto chat = ChatRepository(unit).find(chat_);
        const auto post = PostRepository(scope).find(id);
        if (!chat || !post || post->state != PostState::planned) return std::nullopt;
        const ChatSettings settings = SettingsService(scope).load();
        if (asked == Asked::by_time && settings.paused_at_instant(unit.now())) return std::nullopt;

        Transition transition(scope, settings);
        auto taken = transition.advance(*post, Verb::claim, std::nullopt, [&](Post& claiming) {
          claiming.attempt += 1;
          claiming.lease_owner = worker_.lease_owner;
          claiming.lease_until = unit.now() + k_lease;
        });
        if (!taken) return std::nullopt;
        const auto item = keep_or_replace(scope, *taken);
        if (!item) {
          const auto missed = transition.advance(*taken, Verb::miss, "nothing is left to post");
          if (missed) ended = handled(scope, *chat, *missed, "missed", *missed->reason);
          return std::nullopt;
        }
        return Claimed{*chat, *taken, settings, *item};
      });
  if (ended) worker_.report.add(*ended);
  return claimed;
}

void Delivery::deliver(PostId id, Asked asked) {
  auto claimed = claim(id, asked);
  if (!claimed) return;
  if (needs_card(claimed->post, claimed->settings)) {
    send_card(std::move(*claimed), std::nullopt);
  } else if (!claimed->settings.dry_run_mode) {
    publish(std::move(*claimed));
  } else if (advance(*claimed, Verb::rehearse, std::nullopt)) {
    report(*claimed, "dry_run");
  }
}

void Delivery::resend(PostId id, const Actor& by) {
  auto claimed = worker_.store.write(by, [&](UnitOfWork& unit) -> std::optional<Claimed> {
    const ChatScope scope = unit.chat(chat_);
    const auto chat = ChatRepository(unit).find(chat_);
    if (!chat) return std::nullopt;
    const Post post = Decisions(scope).get(id);
    const auto item = media::MediaRepository(scope).find(post.media);
    if (item && item->content != post.content) {
      throw Error(ErrorKind::conflict,
                  "card cannot be sent anew: post " + id_text(id) + ": " + k_other_content,
                  "decide on the card that is there, or igbotctl post skip " + id_text(id));
    }
    const ChatSettings settings = SettingsService(scope).load();
    Transition transition(scope, settings);
    const Post taken = transition.decide(post, Verb::resend, std::nullopt, [&](Post& claiming) {
      claiming.due_at = unit.now();
      claiming.attempt += 1;
      claiming.lease_owner = worker_.lease_owner;
      claiming.lease_until = unit.now() + k_lease;
    });
    return Claimed{*chat, taken, settings, item.value()};
  });
  if (claimed) {
    const auto former = claimed->post.message;
    send_card(std::move(*claimed), former);
  }
}

void Delivery::publish(Claimed claimed) {
  const auto file = bring(claimed);
  if (!file) return;
  const LocalCopy copy(*file);
  Publication(worker_, chat_).publish(std::move(claimed), copy.path);
}

std::optional<Claimed> Delivery::begin_sending(const Claimed& claimed) {
  Claimed sending = claimed;
  if (!advance(sending, Verb::begin_send, std::nullopt)) return std::nullopt;
  return sending;
}

void Delivery::send_card(Claimed claimed, std::optional<TelegramMessageId> replaces) {
  const auto file = bring(claimed);
  if (!file) return;
  const LocalCopy copy(*file);
  try {
    worker_.messenger.make_ready();
  } catch (const Error& error) {
    messenger_failed(claimed, Verb::release, error);
    return;
  }
  send_file(claimed, copy.path, replaces);
}

/// The file of the claimed item, or of the item that replaces it; nothing when none is left, when
/// the source cannot be reached, or when the fence stopped this.
std::optional<std::filesystem::path> Delivery::bring(Claimed& claimed) {
  std::vector<ContentId> tried;
  while (true) {
    std::variant<std::filesystem::path, MediaGone> brought;
    try {
      brought = worker_.bring_media(claimed.chat.key, claimed.item);
    } catch (const Error& error) {
      source_failed(claimed, error);
      return std::nullopt;
    }
    condition_ends(worker_, chat_, "media_source");
    const auto* gone = std::get_if<MediaGone>(&brought);
    if (gone == nullptr) return std::get<std::filesystem::path>(brought);
    // A card that people have seen is not exchanged for another picture.
    if (claimed.post.message || !replace(claimed, gone->why, tried)) {
      if (advance(claimed, Verb::miss, gone->why)) report(claimed, "missed", gone->why);
      return std::nullopt;
    }
    tried.push_back(claimed.post.content);
  }
}

bool Delivery::replace(Claimed& claimed, const std::string& why,
                       const std::vector<ContentId>& tried) {
  auto replaced =
      worker_.store.write(worker_.actor, [&](UnitOfWork& unit) -> std::optional<Claimed> {
        Claimed next = claimed;
        const auto item = replace_item(unit.chat(chat_), next.post, why, tried);
        if (!item) return std::nullopt;
        next.item = *item;
        return next;
      });
  if (!replaced) return false;
  claimed = std::move(*replaced);
  return true;
}

void Delivery::source_failed(Claimed& claimed, const Error& error) {
  const bool released =
      advance(claimed, Verb::release, error.what(), [&](ChatScope scope, Post& post) {
        post.next_attempt_at = scope.now() + backoff(1, post.id);
      });
  const bool told = chat_condition_begins(
      worker_, chat_, "media_source",
      {error.kind(), std::string(error.what()) + " (chat " + claimed.chat.name + ")",
       error.hint()});
  if (released && told) report(claimed, "deferred", error.what());
}

void Delivery::send_file(const Claimed& claimed, const std::filesystem::path& file,
                         std::optional<TelegramMessageId> replaces) {
  // Whatever can still fail is done before the post counts as being sent.
  const CardContext context = worker_.store.read([&](UnitOfWork& unit) {
    return card_context(unit.chat(chat_), claimed.settings, claimed.post);
  });
  Post shown = claimed.post;
  shown.state = PostState::sending;
  bot::OutgoingMessage message = card_message(claimed.chat, shown, context, claimed.item);
  message.file = file;
  LocalCopy jpeg;
  if (worker_.card_preview && is_still_picture(claimed.item.mime)) {
    message.as_jpeg = [&]() -> std::optional<std::filesystem::path> {
      auto made = worker_.card_preview(file);
      if (made) jpeg.path = *made;
      return made;
    };
  }
  auto sending = begin_sending(claimed);
  if (!sending) return;
  try {
    bot::SendOutcome outcome = worker_.messenger.send(message);
    if (const auto* migrated = std::get_if<bot::Migrated>(&outcome)) {
      message.chat = migrated->to;
      const bool is_ours = worker_.store.write(worker_.actor, [&](UnitOfWork& unit) {
        const auto chat = ChatRepository(unit).find(chat_);
        return chat && follow_migration(unit, *chat, message.chat);
      });
      outcome = is_ours ? worker_.messenger.send(message)
                        : bot::Unreachable{
                              "the group became a supergroup, which is a chat of its "
                              "own here"};
    }
    std::visit(
        [&](const auto& result) {
          using T = std::decay_t<decltype(result)>;
          if constexpr (std::is_same_v<T, bot::Sent>) {
            record(*sending, result, replaces);
          } else if constexpr (std::is_same_v<T, bot::Migrated>) {
            record(*sending, bot::Refused{"the chat moved twice"});
          } else {
            record(*sending, result);
          }
        },
        outcome);
  } catch (const sql::SqlError&) {
    throw;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::auth || error.kind() == ErrorKind::config) {
      messenger_failed(*sending, Verb::card_not_sent, error);
    } else {
      record(*sending, bot::Uncertain{error.what()});
    }
  }
}

/// The messenger cannot be used (no token, a refused one): nothing was sent, and nothing will be.
void Delivery::messenger_failed(Claimed& claimed, Verb back, const Error& error) {
  worker_.messenger_down = true;
  const bool released = advance(claimed, back, error.what());
  const bool told = condition_begins(worker_, std::nullopt, "telegram_token",
                                     {error.kind(), error.what(), error.hint()});
  if (released && told) report(claimed, "deferred", error.what());
}

void Delivery::record(Claimed& claimed, const bot::Sent& sent,
                      std::optional<TelegramMessageId> replaces) {
  const bool recorded =
      advance(claimed, Verb::card_sent, std::nullopt, [&](ChatScope scope, Post& post) {
        post.message = sent.message;
        post.sent_at = scope.now();
        // What was approved before has lapsed: this card asks.
        post.approved = false;
        post.approved_at.reset();
        post.expires_at = expiry_from(claimed.settings, scope.now());
        post.next_attempt_at.reset();
        const auto chat_now = scope.db()
                                  .execute("SELECT telegram_id FROM chats WHERE id = $1", {chat_})
                                  .front()
                                  .integer(0);
        scope.db().execute(
            "INSERT INTO bot_messages (chat_id, telegram_chat_id, message_id, kind, post_id, "
            "has_open_buttons, sent_at) VALUES ($1, $2, $3, 'card', $4, 1, $5) ON CONFLICT DO "
            "NOTHING",
            {chat_, chat_now, sent.message, post.id, scope.now()});
        if (replaces) Outbox(scope).add_card_closing(post.id, *replaces);
        if (claimed.chat.state == ChatState::unreachable) become_reachable(scope);
      });
  condition_ends(worker_, chat_, "unreachable");
  condition_ends(worker_, std::nullopt, "telegram");
  condition_ends(worker_, std::nullopt, "telegram_token");
  if (recorded) report(claimed, "sent");
}

void Delivery::record(Claimed& claimed, const bot::RetryLater& outcome) {
  worker_.store.bookkeep([&](Bookkeeping& unit) {
    RateLimitRepository(unit).block(telegram_scope(claimed.chat.telegram_id),
                                    unit.now() + outcome.wait);
  });
  const std::string why = "Telegram asked to wait " + std::to_string(outcome.wait.count()) + " s";
  if (advance(claimed, Verb::card_not_sent, why, [&](ChatScope scope, Post& post) {
        post.next_attempt_at = scope.now() + outcome.wait;
      })) {
    report(claimed, "deferred", why);
  }
}

void Delivery::record(Claimed& claimed, const bot::Unreachable& outcome) {
  if (advance(claimed, Verb::card_not_sent, outcome.why)) {
    report(claimed, "deferred", outcome.why);
  }
  chat_is_unreachable(worker_, chat_, outcome.why);
}

void Delivery::record(Claimed& claimed, const bot::Refused& outcome) {
  const int failures = claimed.post.failures + 1;
  const auto count = [&](ChatScope scope, Post& post) {
    post.failures = failures;
    post.next_attempt_at = scope.now() + backoff(failures, post.id);
  };
  if (failures < k_most_failures) {
    if (advance(claimed, Verb::card_not_sent, outcome.why, count)) {
      report(claimed, "deferred", outcome.why);
    }
    return;
  }
  const auto give_up = [&](ChatScope scope, Post& post) {
    count(scope, post);
    // A retry asks: nobody saw the card that was to ask.
    post.approved = false;
    post.approved_at.reset();
  };
  if (advance(claimed, Verb::card_refused, outcome.why, give_up)) {
    report(claimed, "failed", outcome.why);
  }
}

void Delivery::record(Claimed& claimed, const bot::NotSent& outcome) {
  // Costs the post nothing: the platform never heard of it.
  worker_.messenger_down = true;
  const bool released = advance(claimed, Verb::card_not_sent, outcome.why);
  const bool told = condition_begins(
      worker_, std::nullopt, "telegram",
      {ErrorKind::temporary, "telegram cannot be reached: " + outcome.why,
       "check the network and telegram.api_base; posts wait and go out when it is back"});
  if (released && told) report(claimed, "deferred", outcome.why);
}

void Delivery::record(Claimed& claimed, const bot::Uncertain& outcome) {
  if (!advance(claimed, Verb::card_lost, outcome.why)) return;
  report(claimed, "unknown", outcome.why);
}

}  // namespace igbot::post
