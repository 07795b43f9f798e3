// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/post/post.hpp"
#include "core/settings/chat_settings.hpp"
#include "core/zone.hpp"

namespace igbot::cli {

/// A person's word about a post, and what it made of the post.
struct Decision {
  post::Post before;
  post::Post after;
  ChatSettings settings;
  Zone zone;
  Timestamp now;
  std::string chat;  ///< what takes a printed command to the chat again
};

/// What is told after a decision.
struct Afterwards {
  std::string follows;  ///< ends the sentence that names the post; may be empty
  std::string undo;     ///< a line: the commands that take it back, or that nothing does
};

Afterwards after_approve(const Decision& decision);
Afterwards after_done(const Decision& decision);
Afterwards after_skip(const Decision& decision);
Afterwards after_reject(const Decision& decision);
Afterwards after_withdraw(const Decision& decision);
Afterwards after_cancel(const Decision& decision);
Afterwards after_retry(const Decision& decision);
Afterwards after_move(const Decision& decision);
Afterwards after_resolve(const Decision& decision);

}  // namespace igbot::cli
