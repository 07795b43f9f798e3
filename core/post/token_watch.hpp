// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/account/token_care.hpp"
#include "core/post/worker.hpp"

namespace igbot::post {

/// Looks after the tokens of active accounts, once per run and before anything is published: renews
/// those with little left, warns their chats at 14, 7, 3 and 1 days, and declares those dead that
/// have expired or are refused. What cannot be reached is tried again in a few hours, and the old
/// token stays. A failure in one chat never stops another. Nothing due: one read, nothing built.
void watch_tokens(Worker& worker, const InstagramAccess& instagram,
                  const std::optional<ChatKey>& chat);

}  // namespace igbot::post
