// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

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

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace igbot
