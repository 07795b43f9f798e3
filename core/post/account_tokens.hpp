// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/account/token_care.hpp"
#include "core/post/publisher.hpp"
#include "core/post/worker.hpp"

namespace igbot::post {

/// As whom a post is published: the account with its token opened. Nothing when the account was
/// removed, is dead or has no token: a person must connect it. Throws as KeyRing::open does when no
/// configured key opens the token.
std::optional<PublishingAccount> publishing_account(ChatScope scope, AccountId account,
                                                    const crypto::KeyRing& keys);

/// The platform refused the token of this account (190, 102): nothing more is published with it,
/// and the chat is told once, with the command that connects it again. A token that was replaced
/// since it was opened is left alone. Each in a transaction of its own; other accounts go on.
void token_is_dead(Worker& worker, ChatKey chat, const PublishingAccount& account,
                   const crypto::KeyRing& keys, const std::string& why);

/// The same in the transaction of the caller, who knows that the token is the present one.
/// `command` is what mends it; empty = connecting it again. Returns what there is to report,
/// nothing when the account was dead already.
std::optional<Problem> account_is_dead(UnitOfWork& unit, ChatKey chat, AccountId account,
                                       const std::string& why, const std::string& command = {});

}  // namespace igbot::post
