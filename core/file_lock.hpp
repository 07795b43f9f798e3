// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "core/clock.hpp"

namespace igbot {

/// An exclusive lock on a file of its own (flock), held until destruction or the end of the
/// process, however it ends. Never on the database file: closing a descriptor of it would drop
/// SQLite's locks.
class FileLock {
 public:
  /// Nothing when another process holds it. Throws ErrorKind::failed when the file cannot be made.
  static std::optional<FileLock> try_acquire(const std::filesystem::path& file);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  FileLock(const FileLock&) = delete;
  ~FileLock();

  /// Leaves in the file when the holder last did its work to the end, for who watches over it.
  /// Costs no sync and never fails: a worker whose mark cannot be written looks dead, which is what
  /// somebody should hear of then.
  void mark_success(Timestamp at) const;
  /// When a holder of that lock last did its work to the end; nothing when none has.
  static std::optional<Timestamp> last_success(const std::filesystem::path& file);

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

/// The locks beside a database: one for each command that works through all chats.
std::filesystem::path run_lock_of(const std::filesystem::path& database);
std::filesystem::path poll_lock_of(const std::filesystem::path& database);
std::filesystem::path sync_lock_of(const std::filesystem::path& database);

}  // namespace igbot
