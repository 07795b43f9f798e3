// SPDX-License-Identifier: MIT
#include "core/media/media_edits.hpp"

#include "core/access/authorise.hpp"

namespace igbot::media {

using access::require_right;
using access::Right;

bool MediaEdits::set_texts(MediaId id, const MediaTexts& texts) {
  require_right(chat_, Right::post);
  return MediaRepository(chat_).set_texts(id, texts);
}

bool MediaEdits::hold(ContentId content, Timestamp until,
                      const std::optional<std::string>& reason) {
  require_right(chat_, Right::post);
  return LockRepository(chat_).lock(content, LockKind::hold, until, reason);
}

std::vector<Lock> MediaEdits::unlock(ContentId content, std::optional<LockKind> kind,
                                     const std::optional<std::string>& reason) {
  require_right(chat_, Right::post);
  return LockRepository(chat_).unlock(content, kind, reason);
}

}  // namespace igbot::media
