// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/media/media_repository.hpp"
#include "core/media/media_source.hpp"
#include "core/media/source_repository.hpp"

namespace igbot::media {

/// What lies in a source now.
struct Listing {
  std::vector<MediaEntry> entries;
  std::int64_t skipped = 0;
  std::vector<Problem> problems;
  bool incomplete = false;
  bool is_whole = true;             ///< everything was listed, not only what changed
  std::optional<std::string> mark;  ///< what the next one may go on from
};

/// Lists everything; a cursor that comes back as it was handed in ends it, incomplete.
Listing list_all(MediaSource& source);

/// The known items as they were listed last, with what became different since the source's mark.
/// Nothing when the source cannot tell.
std::optional<Listing> list_changes(MediaSource& source, const std::string& mark,
                                    const std::vector<KnownItem>& known);

/// Whether a source with that row may be asked for changes alone: once a day all of it is listed,
/// so that what a feed of changes leaves out is found, too.
bool may_list_changes(const Source& row, Timestamp now);

}  // namespace igbot::media
