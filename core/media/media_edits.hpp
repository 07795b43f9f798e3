// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/media/lock_repository.hpp"
#include "core/media/media_repository.hpp"

namespace igbot::media {

/// What people change in the library of a chat: texts and locks. Each call works in its caller's
/// transaction and throws ErrorKind::conflict for who has no right to it.
class MediaEdits {
 public:
  explicit MediaEdits(ChatScope chat) : chat_(chat) {}

  /// As MediaRepository::set_texts.
  bool set_texts(MediaId id, const MediaTexts& texts);
  /// Keeps a content back until then, as LockRepository::lock.
  bool hold(ContentId content, Timestamp until, const std::optional<std::string>& reason);
  /// As LockRepository::unlock.
  std::vector<Lock> unlock(ContentId content, std::optional<LockKind> kind,
                           const std::optional<std::string>& reason);

 private:
  ChatScope chat_;
};

}  // namespace igbot::media
