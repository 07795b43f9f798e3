// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/health/chat_health.hpp"
#include "core/health/finding.hpp"

namespace igbot::health {

/// What somebody has to see to in a chat, in the order of `checks`; nothing that is well. Pure.
/// `has_staging`: a media host is configured, without which nothing reaches Instagram.
std::vector<Finding> judge_chat(const ChatHealth& health, bool has_staging, Timestamp now);

}  // namespace igbot::health
