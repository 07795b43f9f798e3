// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/services.hpp"
#include "core/media/lock_repository.hpp"
#include "core/media/media_repository.hpp"
#include "core/zone.hpp"

namespace igbot::cli {

struct MediaWithLocks {
  media::MediaItem item;
  std::vector<media::Lock> locks;  ///< those in force
};

/// Throws ErrorKind::not_found when the chat has no such item.
MediaWithLocks find_media(ChatScope chat, MediaId id);

/// Prints times in a chat's zone; looks the zone up only when a time is printed.
class ChatTimes {
 public:
  ChatTimes(Services& services, const Chat& chat) : services_(services), chat_(chat.key) {}
  std::string text(Timestamp at) const;
  /// The end of a lock: "for ever" for a permanent one.
  std::string end_text(Timestamp at) const;
  const Zone& zone() const;

 private:
  Services& services_;
  ChatKey chat_;
  mutable std::optional<Zone> zone_;
};

/// What a line says of a change that was only shown.
inline std::string dry_mark(bool dry_run) { return dry_run ? " (dry run)" : ""; }

/// "812 B", "3.4 MB".
std::string size_text(std::int64_t bytes);

}  // namespace igbot::cli
