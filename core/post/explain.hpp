// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/store/chat_repository.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// Why something is or is not posted now in one chat, as sentences; the first is the answer.
std::vector<std::string> explain(UnitOfWork& unit, const Chat& chat);

}  // namespace igbot::post
