// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ids.hpp"

namespace igbot::health {

enum class Grade { ok, warning, failure };
std::string to_string(Grade grade);

/// What a check came to: of the installation, or of one chat.
struct Finding {
  std::string check;  ///< "token"; which there are: `checks`
  Grade grade = Grade::ok;
  std::optional<TelegramChatId> chat = {};
  std::string chat_name = {};
  std::string message;   ///< what is so, and which thing it concerns
  std::string fix = {};  ///< what helps, a command first; empty when nothing has to be done
};

/// The worst of them; ok when there are none.
Grade worst_of(const std::vector<Finding>& findings);

/// An error as a fact to be judged.
struct Fault {
  std::string what;
  std::string fix;
};

}  // namespace igbot::health
