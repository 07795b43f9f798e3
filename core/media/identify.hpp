// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/media/content_repository.hpp"
#include "core/media/media_source.hpp"
#include "core/media/reconcile.hpp"

namespace igbot::media {

/// What must be found out about one file, and whether its bytes are needed for that.
struct ReadJob {
  const MediaEntry* entry = nullptr;
  bool read = true;
  bool sha256 = true;
  bool md5 = false;
};

/// Which of these files must be read, and by which digests they can be told from what is known.
std::vector<ReadJob> plan_reading(const ContentRepository& contents,
                                  const std::vector<Pending>& files);

/// What a file turned out to be: digests and type, or why it is of no use.
struct Reading {
  Digests digests;
  std::string mime;
  std::optional<std::string> problem;
  /// The bytes were read and are no media: what was known of that file holds no longer.
  bool is_no_media = false;
};

/// Reads and digests files, several at once, in pieces (memory does not depend on their sizes).
/// One reading per job, in order. A file that cannot be read is a reading with a problem; a failure
/// of the source as a whole (credentials, connection) is thrown.
std::vector<Reading> read_all(MediaSource& source, const std::vector<ReadJob>& jobs);

}  // namespace igbot::media
