// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace igbot::faulty {

/// What happens to a process at one of its operations on files.
enum class Deed {
  none,
  io_error,   ///< the operation fails with EIO, this once
  disk_full,  ///< it and every later write fails with ENOSPC, while `while_exists` exists if given
  cut,        ///< the power goes: what was not synced is lost, in part, or written in any order
  kill,       ///< SIGKILL
  stop,       ///< SIGSTOP; it goes on when it is continued
};

/// Read from $IGBOT_FAULT: words KEY=VALUE, for example "deed=cut at=17 seed=3 images=/tmp/x".
struct FaultPlan {
  Deed deed = Deed::none;
  /// Which operation, from 1; 0 = when the command has ended (a cut only).
  int at = 0;
  std::uint32_t seed = 1;
  /// Where a cut leaves images of the disk for comparison: `killed` (all that was written) and
  /// `durable` (only what was synced).
  std::filesystem::path images = {};
  std::filesystem::path while_exists = {};
  /// How carefully connections write, instead of igbotctl's FULL: "normal" or "off". For controls.
  std::string synchronous = {};
  /// Operations are written here, one a line ("sync wal").
  std::filesystem::path log = {};

  /// Throws std::invalid_argument for anything it does not know.
  static FaultPlan parse(const std::string& text);
};

enum class Operation { open, read, write, truncate, sync, remove, map, name };
const char* name_of(Operation operation);

/// What an operation is to do.
enum class Fate { go_on, io_error, disk_full };

/// Counts the operations of this process and carries the plan out.
class Faults {
 public:
  explicit Faults(FaultPlan plan);

  /// To be called before each operation; `file` is "db", "wal", "shm", "journal" or "file",
  /// when it is opened for the first time "new wal". Does
  /// not return when the plan ends the process here.
  Fate before(Operation operation, const std::string& file);
  const FaultPlan& plan() const { return plan_; }

 private:
  FaultPlan plan_;
  std::mutex mutex_;
  int count_ = 0;
};

/// The faults of this process; none before `begin_faults`.
Faults* faults();
void begin_faults(FaultPlan plan);

}  // namespace igbot::faulty
