// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/store/chat_repository.hpp"

namespace igbot::cli {

/// Reads a chat as people write it: Telegram id, @name or name. Throws ErrorKind::not_found when
/// there is none and ErrorKind::usage when several fit; without `wanted`, the only chat there is.
Chat choose_chat(UnitOfWork& unit, const std::optional<std::string>& wanted);

/// "chat … is not set up", with the command that sets it up.
Error chat_not_set_up(const std::string& wanted);

}  // namespace igbot::cli
