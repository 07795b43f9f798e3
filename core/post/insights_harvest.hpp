// SPDX-License-Identifier: MIT
#pragma once

#include "core/post/worker.hpp"

namespace igbot::post {

/// Takes the figures of a story that is live, when one of its marks has come, and notes when to
/// look again. Best effort: a refusal is tried again while the story lives, and tells nobody.
void harvest_insights(Worker& worker, ChatKey chat, PostId id);

}  // namespace igbot::post
