// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"

namespace igbot {

/// A process of this machine that holds a lock on a file.
struct LockHolder {
  int pid = 0;
  std::string program;             ///< its name as the system knows it; empty when it is hidden
  std::optional<Timestamp> since;  ///< when it was started
  bool is_exclusive = false;       ///< nobody else may hold it
  bool is_stopped = false;         ///< by a signal or a debugger: it goes on for nobody
};

/// Who holds a lock on the file now, whatever kind of lock it is, in order of pid; by /proc/locks
/// (proc_locks(5)). Empty as well when the file is not there or the system does not tell.
std::vector<LockHolder> lock_holders(const std::filesystem::path& file,
                                     const std::filesystem::path& proc = "/proc");

}  // namespace igbot
