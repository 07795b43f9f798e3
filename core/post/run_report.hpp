// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/ids.hpp"
#include "core/post/post.hpp"

namespace igbot::post {

/// What a run did with one post. `outcome` is one word: sent, deferred, missed, expired, failed,
/// unknown, dry_run, posted, ask_again, recovered; of a rehearsal would_send, would_publish,
/// would_rehearse, would_look_into.
struct Handled {
  TelegramChatId chat{};
  std::string chat_name;
  Post post;
  std::string path;
  std::string outcome;
  std::string detail;
};

/// Something that went wrong and that is told in the run in which it begins.
struct Problem {
  ErrorKind kind;
  std::string message;
  std::string hint;
};

/// What a run has to say; filled by several threads.
class RunReport {
 public:
  void add(Handled handled) {
    const std::lock_guard lock(mutex_);
    handled_.push_back(std::move(handled));
  }
  void add(Problem problem) {
    const std::lock_guard lock(mutex_);
    problems_.push_back(std::move(problem));
  }
  /// Read when the run is over.
  const std::vector<Handled>& handled() const { return handled_; }
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::mutex mutex_;
  std::vector<Handled> handled_;
  std::vector<Problem> problems_;
};

}  // namespace igbot::post
