// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/bot/messenger.hpp"
#include "core/post/post.hpp"
#include "core/settings/chat_settings.hpp"

namespace igbot::post {

/// What a card shows of the media item.
struct CardItem {
  std::string path;
  std::optional<std::string> title;
  std::optional<std::string> caption;
  std::optional<std::string> link;
  std::optional<std::string> tags;
};

/// An account a post can be published with.
struct CardAccount {
  AccountId id{};
  std::string username;    ///< without the @
  bool is_chosen = false;  ///< the one this post would go out with
};

/// What a card shows of its chat.
struct CardContext {
  ChatSettings settings;
  std::vector<CardAccount> accounts = {};
};

/// Characters Telegram allows, in UTF-16 units after parsing.
inline constexpr std::size_t k_caption_limit = 1024;
inline constexpr std::size_t k_text_limit = 4096;

/// The card as Telegram HTML: title, caption, link, tags, account, slot time and, for the enhanced
/// style, how to post it by hand; after a decision, who decided. The caption gives way to `limit`.
std::string card_html(const Post& post, const CardItem& item, const CardContext& context,
                      std::size_t limit);

/// What became of a post and who decided, in one line; empty while it awaits a decision.
std::string outcome_line(const Post& post);

/// The buttons that still do something in the post's state.
bot::Keyboard card_keyboard(const Post& post, const CardContext& context);
/// The question before a rejection, which is for good.
bot::Keyboard reject_keyboard(const Post& post);

/// The accounts of the chat to choose from, and the way back.
bot::Keyboard account_keyboard(const Post& post, const CardContext& context);
/// Whether another account may still be chosen for it.
bool may_choose_account(const Post& post);

/// "v1:<verb>:<post>:<value>", at most 64 bytes.
std::string callback_data(const std::string& verb, PostId post, const std::string& value = {});

}  // namespace igbot::post
