// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/media/media_host.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::media {

enum class StagedCopyId : std::int64_t {};

/// A public copy that is, or may be, still on its host.
struct StagedCopy {
  StagedCopyId id{};
  ChatKey chat{};
  PostId post{};
  StagedName name;
  Timestamp expires_at{};
};

/// The public copies of one chat's posts. Memory of our own: written without audit rows.
class StagedCopies {
 public:
  explicit StagedCopies(ChatScope chat) : chat_(chat) {}

  /// Remembers a copy before it is made.
  StagedCopyId add(PostId post, const StagedName& name, Timestamp expires_at);
  /// Those of a post that nobody is known to have deleted, oldest first.
  std::vector<StagedCopy> open_of(PostId post) const;
  /// It is gone from its host.
  void released(StagedCopyId id);

 private:
  ChatScope chat_;
};

/// The copies of all chats that nobody needs any more: their post has ended, or their time is over.
/// Oldest first. One partial index is read, which holds only what is not deleted yet.
std::vector<StagedCopy> copies_due(UnitOfWork& unit);

}  // namespace igbot::media
