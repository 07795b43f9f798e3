// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/error.hpp"
#include "core/media/syncer.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot::media {

/// "team: 12 new, 3 unchanged": one line for people.
std::string sync_summary(const Chat& chat, const SyncResult& result, bool dry_run);
/// "memes/a.jpg (reason)".
std::string problem_text(const Problem& problem);
/// What a person must know of a sync that ran; none when all is well.
std::optional<Error> sync_failure(const Chat& chat, const SyncResult& result);

}  // namespace igbot::media
