// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/post/queue_repository.hpp"

namespace igbot::cli {

/// How a post of the calendar stands.
enum class PostMark {
  planned,
  approved,
  awaiting,
  on_its_way,
  posted,
  dry_run,
  set_aside,
  missed,
  failed,
  unknown,
  overdue,
};

PostMark mark_of(const post::QueueEntry& post, Timestamp now);
/// One column wide; empty for a post that is planned.
std::string sign_of(PostMark mark);
std::string meaning_of(PostMark mark);
/// Whether a person should look at it.
bool needs_a_look(PostMark mark);

/// A letter for each category, one column wide: the first of its name that no category before it
/// has, whatever its case; else any that is free. "*" when there are more than there are letters.
std::map<std::string, std::string> letters_of(const std::vector<std::string>& categories);

}  // namespace igbot::cli
