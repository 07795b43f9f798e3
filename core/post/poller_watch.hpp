// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/post/worker.hpp"

namespace igbot::post {

/// Tells once when cards of these chats have awaited a decision for ten minutes and nobody has
/// taken in what people press for as long: their buttons would do nothing.
void watch_poller(Worker& worker, const std::vector<ChatKey>& chats);

}  // namespace igbot::post
