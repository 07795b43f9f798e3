// SPDX-License-Identifier: MIT
#include "core/post/decisions.hpp"

#include <algorithm>

#include "core/access/authorise.hpp"
#include "core/account/account_repository.hpp"
#include "core/media/media_repository.hpp"
#include "core/post/card.hpp"
#include "core/post/item_choice.hpp"
#include "core/post/post_repository.hpp"
#include "core/schedule/schedule_service.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::post {
namespace {

void due_now(Post& post, Timestamp now) {
  post.due_at = now;
  post.pinned = true;
  post.next_attempt_at.reset();
  post.failures = 0;
}

}  // namespace

Decisions::Decisions(ChatScope scope) : scope_(scope), settings_(SettingsService(scope).load()) {}

Post Decisions::get(PostId id) const {
  if (auto post = PostRepository(scope_).find(id)) return *post;
  throw Error(ErrorKind::not_found, "no such post in this chat: " + id_text(id),
              "igbotctl post list");
}

std::vector<std::string> Decisions::possible(const Post& post) const {
  std::vector<std::string> verbs = possible_verbs(post);
  std::erase_if(verbs, [&](const std::string& verb) {
    if (verb == to_string(Verb::approve)) return !settings_.enable_instagram_api;
    if (verb != to_string(Verb::retry)) return false;
    return objection(scope_, post, media::MediaRepository(scope_).find(post.media)).has_value();
  });
  return verbs;
}

Post Decisions::decide(PostId id, Verb verb, const std::optional<std::string>& reason,
                       const Edit& edit) {
  return Transition(scope_, settings_).decide(get(id), verb, reason, edit);
}

Post Decisions::approve(PostId id, const std::optional<std::string>& reason) {
  if (!settings_.enable_instagram_api) {
    throw Error(
        ErrorKind::conflict,
        "post " + id_text(id) + " cannot be approved: the Instagram API is off for this chat",
        "post it by hand, then igbotctl post done " + id_text(id) +
            "; or igbotctl settings set enable_instagram_api true");
  }
  return decide(id, Verb::approve, reason, [&](Post& post) {
    post.approved = true;
    post.approved_at = scope_.now();
    post.next_attempt_at.reset();
    post.failures = 0;
  });
}

Post Decisions::done(PostId id, const std::optional<std::string>& reason) {
  return decide(id, Verb::done, reason);
}

Post Decisions::skip(PostId id, const std::optional<std::string>& reason) {
  return decide(id, Verb::skip, reason);
}

Post Decisions::reject(PostId id, const std::optional<std::string>& reason) {
  return decide(id, Verb::reject, reason);
}

Post Decisions::withdraw(PostId id, const std::optional<std::string>& reason) {
  const bool has_card = get(id).message.has_value();
  return decide(id, has_card ? Verb::withdraw : Verb::withdraw_unsent, reason, [&](Post& post) {
    post.approved = false;
    post.approved_at.reset();
    if (has_card) post.expires_at = expiry_from(settings_, scope_.now());
  });
}

Post Decisions::cancel(PostId id, const std::optional<std::string>& reason) {
  return decide(id, Verb::cancel, reason);
}

Post Decisions::move(PostId id, Timestamp to, const std::optional<std::string>& reason) {
  if (to < scope_.now() - std::chrono::minutes{1}) {
    throw Error(ErrorKind::usage, "post " + id_text(id) + " cannot be moved into the past",
                "use now or a later time");
  }
  return decide(id, Verb::move, reason, [&](Post& post) {
    post.due_at = to;
    post.pinned = true;
    post.next_attempt_at.reset();
  });
}

Post Decisions::retry(PostId id, const std::optional<std::string>& reason) {
  const Post before = get(id);
  const Verb verb = before.approved ? Verb::retry_approved : Verb::retry;
  if (!target(verb, before.state)) throw refusal(before, verb);
  const auto item = media::MediaRepository(scope_).find(before.media);
  if (const auto why = objection(scope_, before, item)) {
    throw Error(ErrorKind::conflict, "post " + id_text(id) + " cannot be tried again: " + *why,
                "igbotctl post next sends another one");
  }
  PostRepository(scope_).leave_taken_slot(id);
  return decide(id, verb, reason, [&](Post& post) {
    due_now(post, scope_.now());
    if (post.approved) post.approved_at = scope_.now();
  });
}

Post Decisions::resolve(PostId id, Finding finding,
                        const std::optional<std::string>& instagram_media_id,
                        const std::optional<std::string>& reason) {
  switch (finding) {
    case Finding::delivered:
      return decide(id, Verb::resolve_delivered, reason, [&](Post& post) {
        post.sent_at = post.sent_at.value_or(scope_.now());
        post.expires_at = expiry_from(settings_, scope_.now());
      });
    case Finding::not_delivered:
      return decide(id, Verb::resolve_not_delivered, reason,
                    [&](Post& post) { due_now(post, scope_.now()); });
    case Finding::posted:
      return decide(id, Verb::resolve_posted, reason,
                    [&](Post& post) { post.instagram_media_id = instagram_media_id; });
    case Finding::not_posted:
      return decide(id, Verb::resolve_not_posted, reason ? reason : "it is not live");
  }
  throw Error(ErrorKind::bug, "unknown finding");
}

Post Decisions::choose_account(PostId id, AccountId account) {
  access::require_right(scope_, access::Right::post);
  const auto chosen = AccountRepository(scope_).find(account);
  if (!chosen || chosen->state == AccountState::removed) {
    throw Error(ErrorKind::not_found, "the chat has no such account any more");
  }
  Post before = get(id);
  if (!may_choose_account(before)) {
    throw Error(ErrorKind::conflict, "post " + id_text(id) + " is " +
                                         std::string(to_string(before.state)) +
                                         ": its account cannot be changed");
  }
  if (before.account == account) return before;
  Post after = before;
  after.account = account;
  if (!PostRepository(scope_).replace(before, after)) {
    throw Error(ErrorKind::conflict, "somebody else changed post " + id_text(id) + " meanwhile");
  }
  scope_.audit({.entity = "post",
                .entity_id = id_text(id),
                .action = "account",
                .after = "@" + chosen->username});
  return after;
}

Post Decisions::arrived(PostId id, TelegramMessageId message) {
  return decide(id, Verb::resolve_delivered, "its card was pressed", [&](Post& post) {
    post.message = message;
    post.sent_at = post.sent_at.value_or(scope_.now());
    post.expires_at = expiry_from(settings_, scope_.now());
  });
}

Post Decisions::show_now(PostId id) {
  return decide(id, Verb::move, "asked for now", [&](Post& post) {
    due_now(post, scope_.now());
    post.asks = true;
  });
}

Post Decisions::next(std::optional<MediaId> media) {
  access::require_right(scope_, access::Right::post);
  PostRepository posts(scope_);
  if (!media) {
    if (const auto earliest = posts.earliest_planned()) return show_now(earliest->id);
  }
  const auto choice = media ? std::nullopt : schedule::next_choice(scope_);
  if (choice) media = choice->media;
  const auto item = media ? media::MediaRepository(scope_).find(*media) : std::nullopt;
  if (!item) {
    if (media) {
      throw Error(ErrorKind::not_found,
                  "no such media item in this chat: " + std::to_string(number(*media)),
                  "igbotctl media list");
    }
    throw Error(ErrorKind::not_found, "nothing is left to post",
                "igbotctl media sync, or igbotctl media list --locked");
  }
  if (const auto planned = posts.planned_of(item->id)) return show_now(planned->id);
  Post post;
  post.due_at = scope_.now();
  post.media = item->id;
  post.content = item->content;
  post.category = item->category;
  post.pinned = true;
  post.asks = true;
  if (const auto why = objection(scope_, post, item)) {
    throw Error(ErrorKind::conflict,
                "media item " + std::to_string(number(item->id)) + " cannot be posted: " + *why,
                "igbotctl media show " + std::to_string(number(item->id)));
  }
  post = posts.add(post);
  if (choice) schedule::PlanRepository(scope_).remember_choice(post.id, choice->why);
  scope_.audit({.entity = "post",
                .entity_id = id_text(post.id),
                .action = "created",
                .after = "planned",
                .reason = "asked for now"});
  return post;
}

}  // namespace igbot::post
