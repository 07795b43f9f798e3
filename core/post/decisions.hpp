// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/post/post.hpp"
#include "core/post/transition.hpp"
#include "core/settings/chat_settings.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// What people say about posts, from the shell and from Telegram alike. Each call works in its
/// caller's transaction and throws ErrorKind::not_found for a post this chat does not have, and
/// ErrorKind::conflict where the state table says no or the actor has no right to it.
class Decisions {
 public:
  explicit Decisions(ChatScope scope);

  Post get(PostId id) const;
  /// The verbs that would not be refused now, in words of the shell.
  std::vector<std::string> possible(const Post& post) const;

  Post approve(PostId id, const std::optional<std::string>& reason);
  Post done(PostId id, const std::optional<std::string>& reason);
  Post skip(PostId id, const std::optional<std::string>& reason);
  Post reject(PostId id, const std::optional<std::string>& reason);
  /// Takes an approval back: the card asks again, or, without a card, the post is planned again.
  Post withdraw(PostId id, const std::optional<std::string>& reason);
  Post cancel(PostId id, const std::optional<std::string>& reason);
  /// Gives a post another time and pins it, so that planning anew leaves it there.
  Post move(PostId id, Timestamp to, const std::optional<std::string>& reason);
  /// Plans a failed, missed or canceled post again, now; approved again if it was. Throws
  /// ErrorKind::conflict when its item was planned, posted or locked since.
  Post retry(PostId id, const std::optional<std::string>& reason);

  enum class Finding { delivered, not_delivered, posted, not_posted };
  /// Settles an unknown post by what a person saw.
  Post resolve(PostId id, Finding finding, const std::optional<std::string>& instagram_media_id,
               const std::optional<std::string>& reason);

  /// With which account of the chat this post is published, whatever the chat uses for others.
  /// Throws ErrorKind::not_found for an account that is not this chat's.
  Post choose_account(PostId id, AccountId account);

  /// Somebody pressed a button of a card whose sending was in doubt: it arrived, as this message.
  Post arrived(PostId id, TelegramMessageId message);

  /// The post to deliver next: of this item, or the earliest planned one, or a fresh choice; due
  /// now and pinned, and to be shown before it goes out. Throws ErrorKind::conflict when the item
  /// may not be posted, and ErrorKind::not_found when nothing is left.
  Post next(std::optional<MediaId> media);

 private:
  Post show_now(PostId id);
  Post decide(PostId id, Verb verb, const std::optional<std::string>& reason,
              const Edit& edit = {});

  ChatScope scope_;
  ChatSettings settings_;
};

}  // namespace igbot::post
