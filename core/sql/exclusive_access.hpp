// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

namespace igbot::sql {

/// Keeps every other process out of a database file, sound or damaged: SQLite's lock bytes
/// (https://sqlite.org/fileformat2.html#the_lock_byte_page), on which every process that has the
/// database open in WAL mode holds a lock for as long as it has. This process must not have it
/// open.
class ExclusiveAccess {
 public:
  /// Nothing while another process has the database open. Throws ErrorKind::failed when the file
  /// cannot be opened for writing.
  static std::optional<ExclusiveAccess> try_take(const std::filesystem::path& file);

  ExclusiveAccess(ExclusiveAccess&& other) noexcept;
  ExclusiveAccess& operator=(ExclusiveAccess&&) = delete;
  ~ExclusiveAccess();

 private:
  explicit ExclusiveAccess(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace igbot::sql
