// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/ids.hpp"
#include "core/post/run_report.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// The platform does not take the account's token any more, or stopped the account: nothing more is
/// published with it, and the chat is told once, with the command that connects it again; other
/// accounts go on. The caller knows that the token is the present one. Returns what there is to
/// report, nothing when the account was dead already.
std::optional<Problem> account_is_dead(UnitOfWork& unit, ChatKey chat, AccountId account,
                                       const std::string& why);

}  // namespace igbot::post
