// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "core/clock.hpp"
#include "core/store/store.hpp"

namespace igbot {

/// Makes a copy of the database behind `db` in a new file (mode 0600) while others write: complete,
/// verified and on disk, or not there at all. Throws ErrorKind::conflict when the file exists,
/// ErrorKind::failed when the disk is full or the copy is not sound. A process killed in the middle
/// leaves `file`.partial-PID behind.
void write_copy(sql::Connection& db, const std::filesystem::path& file);
/// The same, with the time it was made in the copy's audit log.
void write_backup(Store& store, const Actor& actor, const std::filesystem::path& file);

/// When the state in a database is of: the time of its last audit entry, which for a backup is the
/// moment it was made. The epoch for a database without any.
Timestamp state_of(sql::Connection& db);

/// What SQLite keeps beside a database; of one that is closed and has its WAL moved into it these
/// may go.
std::filesystem::path wal_of(const std::filesystem::path& database);
void remove_files_beside(const std::filesystem::path& database);

}  // namespace igbot
