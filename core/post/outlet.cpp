// SPDX-License-Identifier: MIT
#include "core/post/outlet.hpp"

#include <algorithm>

#include "core/store/rate_limit_repository.hpp"

namespace igbot::post {

Outlet outlet_of(ChatScope scope, const ChatSettings& settings, const Post& post) {
  const AccountRepository accounts(scope);
  Outlet outlet;
  if (post.account) {
    outlet.account = accounts.find(*post.account);
  } else if (!settings.active_account.empty()) {
    outlet.account = accounts.find_by_username(settings.active_account);
  }
  if (!outlet.account || outlet.account->state == AccountState::removed) {
    outlet.account.reset();
    outlet.why_not = "no Instagram account is active";
    return outlet;
  }
  if (outlet.account->state == AccountState::dead || !outlet.account->credential) {
    outlet.why_not = "@" + outlet.account->username + " must be connected again";
  }
  const RateLimitRepository limits(scope);
  outlet.blocked_until =
      std::max(limits.end_of(k_instagram_scope), limits.end_of(instagram_scope(*outlet.account)));
  return outlet;
}

std::string instagram_scope(const Account& account) { return "instagram:" + account.instagram_id; }

}  // namespace igbot::post
