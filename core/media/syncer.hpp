// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/media/media_source.hpp"
#include "core/settings/chat_settings.hpp"
#include "core/store/store.hpp"

namespace igbot::media {

struct SyncRequest {
  ChatKey chat{};
  Actor actor;
  SourceType type = SourceType::local;
  std::string config;  ///< media_source_config of the chat
  /// media_sync_minutes: how old the recorded last complete listing may become before a sync that
  /// changed nothing writes it anew.
  std::chrono::minutes freshness{60};
  bool allow_mass_delete = false;
  bool dry_run = false;  ///< list and read, write nothing
};

/// How far a sync is; told after the listing and after each batch.
struct SyncProgress {
  std::int64_t listed = 0;
  std::int64_t to_read = 0;
  std::int64_t read = 0;
  std::int64_t bytes_to_read = 0;
  std::int64_t bytes_read = 0;
};

/// What a sync did (or, dry, would do). Each listed file is counted once: as added, changed, moved,
/// copied, reactivated, unchanged or as a problem.
struct SyncResult {
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t moved = 0;
  std::int64_t copied = 0;
  std::int64_t unchanged = 0;
  std::int64_t deactivated = 0;
  std::int64_t reactivated = 0;
  std::int64_t skipped = 0;
  std::vector<Problem> problems;  ///< by path
  /// The whole source was listed; otherwise nothing was deactivated.
  bool complete = true;
  /// Why files that are gone were kept nevertheless: "what: which", for a person to decide.
  std::optional<std::string> refusal;
  /// The refusal is one that `allow_mass_delete` lifts.
  bool is_mass_delete = false;

  std::int64_t changes() const {
    return added + changed + moved + copied + deactivated + reactivated;
  }
};

/// Makes a chat's library equal to its source. Files are read outside transactions and recorded in
/// batches, each its own transaction and whole in itself: a sync that is interrupted has recorded
/// true things only, and the next one goes on from there. Each row changes only while it is as this
/// sync read it, so two syncs of a chat at once are harmless. A sync that finds nothing new writes
/// nothing, except the time of the listing once that is older than `freshness`.
///
/// Audit: one entry per item that was moved, changed in place, activated or deactivated, and one
/// entry per batch on the source with the counts, which stands for the new items.
///
/// Throws what the source throws when it cannot be listed at all.
SyncResult sync_media(Store& store, MediaSource& source, const SyncRequest& request,
                      const std::function<void(const SyncProgress&)>& progress = {});

}  // namespace igbot::media
