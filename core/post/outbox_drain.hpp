// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/post/worker.hpp"

namespace igbot::post {

/// Sends what waits in the outbox, of one chat or of all, each message between two small
/// transactions. Stops when the messenger cannot be reached.
void drain_outbox(Worker& worker, std::optional<ChatKey> chat);

}  // namespace igbot::post
