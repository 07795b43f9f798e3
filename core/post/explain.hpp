// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/store/chat_repository.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// Why something is or is not posted now in one chat, as sentences; the first is the answer.
std::vector<std::string> explain(UnitOfWork& unit, const Chat& chat);

/// Why a post has its item: what the planner knew when it chose it, or that it did not.
std::vector<std::string> explain_item(ChatScope scope, PostId post);
/// What becomes of it next, and what keeps it, as a sentence; empty when it has ended.
std::string explain_next(UnitOfWork& unit, const Chat& chat, PostId post);

}  // namespace igbot::post
