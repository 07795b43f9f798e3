// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>

#include "core/clock.hpp"
#include "core/file_lock.hpp"
#include "core/store/migrator.hpp"

namespace igbot {

/// A verified copy of a backup beside the database it is to take the place of. Until it does the
/// database is untouched; the copy goes away with the object. Meanwhile no `post run` begins.
///
/// At every instant the database's name stands for the former database or for the restored one,
/// whole: the former one has no WAL left when the names change, so that none is ever applied to the
/// restored one, and nobody can open it in between (sql::ExclusiveAccess, and open_sqlite looks
/// again after it has locked).
class Restore {
 public:
  /// Copies, verifies and migrates. Throws ErrorKind::not_found when there is no backup,
  /// ErrorKind::database when it is damaged, no igbotctl database or newer than this program, and
  /// ErrorKind::conflict while the present database is in use.
  Restore(const std::filesystem::path& backup, std::filesystem::path database, Timestamp now,
          std::span<const Migration> migrations = embedded_migrations());
  ~Restore();
  Restore(const Restore&) = delete;
  Restore& operator=(const Restore&) = delete;

  /// The copy, of this program's schema: to be changed, and closed, before it takes its place.
  const std::filesystem::path& copy() const { return copy_; }
  /// When the backup's state is of.
  Timestamp made_at() const { return made_at_; }
  /// The backup's schema.
  int schema() const { return schema_; }

  /// Puts the copy in the database's place. Returns where the former database lies now; nothing
  /// when there was none. Throws ErrorKind::conflict, and changes nothing, when it is in use.
  std::optional<std::filesystem::path> put_in_place();

 private:
  void copy_backup(const std::filesystem::path& backup);
  void verify(const std::filesystem::path& backup, std::span<const Migration> migrations);

  std::filesystem::path database_;
  std::filesystem::path copy_;
  Timestamp now_;
  Timestamp made_at_;
  int schema_ = 0;
  std::optional<FileLock> run_lock_;
};

}  // namespace igbot
