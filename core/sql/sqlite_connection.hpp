// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/sql/connection.hpp"

namespace igbot::sql {

enum class OpenMode {
  read,    ///< the file must exist; nothing is written
  write,   ///< the file must exist
  create,  ///< makes the file (mode 0600) when it is missing
};

struct SqliteOptions {
  OpenMode mode = OpenMode::write;
  /// Name of a registered VFS; empty for the system's. Fault tests put theirs here.
  std::string vfs;
};

/// Opens a database file: WAL kept between processes, synchronous=FULL, foreign keys, busy timeout
/// 5 s. Throws SqlError(ErrorKind::database) when the file is missing, damaged or no database, and
/// Error(ErrorKind::config) when it lies on a network file system or may not be accessed.
std::unique_ptr<Connection> open_sqlite(const std::filesystem::path& file,
                                        const SqliteOptions& options = {});

/// Moves the WAL into the database file and truncates it, under the write lock: Debian 12's SQLite
/// 3.40 must not have two checkpointers at once. `connection` must be in no transaction.
void checkpoint(Connection& connection);

}  // namespace igbot::sql
