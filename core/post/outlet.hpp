// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/account/account_repository.hpp"
#include "core/post/post.hpp"
#include "core/settings/chat_settings.hpp"

namespace igbot::post {

/// The account a post would go out with, and whether it can now.
struct Outlet {
  std::optional<Account> account;
  /// What a person must mend before anything goes out there; empty = nothing.
  std::string why_not = {};
  /// Until when the platform asked to wait; the epoch when it did not.
  Timestamp blocked_until = {};
};

/// The one chosen for this very post, else the one the chat uses.
Outlet outlet_of(ChatScope scope, const ChatSettings& settings, const Post& post);

/// What is remembered of a platform that asked to wait (store/rate_limit_repository): of the whole
/// app, or of one account.
inline constexpr const char* k_instagram_scope = "instagram";
std::string instagram_scope(const Account& account);

}  // namespace igbot::post
