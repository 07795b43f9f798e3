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
/// What is kept of it in run record and audit: counts that are not zero, reasons with how many
/// files they hold for, and a refusal, as JSON. `touched`: files whose version alone changed.
std::string sync_record_json(const SyncResult& result, std::int64_t touched);
/// "memes/a.jpg (reason)".
std::string problem_text(const Problem& problem);
/// What a person must know of a sync that ran; none when all is well.
std::optional<Error> sync_failure(const Chat& chat, const SyncResult& result);

}  // namespace igbot::media
