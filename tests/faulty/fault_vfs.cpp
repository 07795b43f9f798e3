// SPDX-License-Identifier: MIT
#include "tests/faulty/fault_vfs.hpp"

#include <sqlite3.h>
#include <strings.h>
#include <unistd.h>

#include <filesystem>
#include <new>
#include <string>

#include "tests/faulty/disk.hpp"
#include "tests/faulty/fault_plan.hpp"

// SQLite's interface is C: a table of functions for the VFS, another for each open file, the
// wrapped file right behind ours (https://sqlite.org/vfs.html).
namespace igbot::faulty {
namespace {

struct FaultyFile {
  sqlite3_file base;
  const std::filesystem::path* path;  ///< none for a temporary file, which no cut concerns
  const char* kind;
  sqlite3_file* real;
};

FaultyFile& faulty(sqlite3_file* file) { return *reinterpret_cast<FaultyFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return faulty(file).real; }
const sqlite3_io_methods& methods(sqlite3_file* file) { return *real(file)->pMethods; }

/// The one setting of the VFS, which C functions can reach no other way.
std::string& forced_synchronous() {
  static std::string forced;
  return forced;
}
thread_local bool t_forces = false;

sqlite3_vfs* system_vfs() {
  static sqlite3_vfs* const vfs = sqlite3_vfs_find("unix");
  return vfs;
}

Fate fate_of(Operation operation, const std::string& kind) {
  return faults() == nullptr ? Fate::go_on : faults()->before(operation, kind);
}

/// What SQLite is told; `io` is its word for a failed operation of that kind.
int code_of(Fate fate, int io) {
  if (fate == Fate::go_on) return SQLITE_OK;
  return fate == Fate::disk_full ? SQLITE_FULL : io;
}

const char* kind_of(const char* name, int flags) {
  if (name == nullptr) return "temporary";
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0) return "db";
  if ((flags & SQLITE_OPEN_WAL) != 0) return "wal";
  return "journal";
}

int close_file(sqlite3_file* file) {
  FaultyFile& own = faulty(file);
  const int result = own.real->pMethods->xClose(own.real);
  delete own.path;
  return result;
}

int read_file(sqlite3_file* file, void* to, int count, sqlite3_int64 offset) {
  const Fate fate = fate_of(Operation::read, faulty(file).kind);
  if (fate != Fate::go_on) return code_of(fate, SQLITE_IOERR_READ);
  return methods(file).xRead(real(file), to, count, offset);
}

int write_real(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  const int result = methods(file).xWrite(real(file), from, count, offset);
  if (result == SQLITE_OK && faulty(file).path != nullptr) {
    disk().wrote(*faulty(file).path, static_cast<std::size_t>(offset),
                 {static_cast<const char*>(from), static_cast<std::size_t>(count)});
  }
  return result;
}

int write_file(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  const Fate fate = fate_of(Operation::write, faulty(file).kind);
  if (fate == Fate::go_on) return write_real(file, from, count, offset);
  // A disk that fails or is full has often taken a part.
  write_real(file, from, count / 2, offset);
  return code_of(fate, SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  const Fate fate = fate_of(Operation::truncate, faulty(file).kind);
  if (fate != Fate::go_on) return code_of(fate, SQLITE_IOERR_TRUNCATE);
  const int result = methods(file).xTruncate(real(file), size);
  if (result == SQLITE_OK && faulty(file).path != nullptr) {
    disk().truncated(*faulty(file).path, static_cast<std::size_t>(size));
  }
  return result;
}

int sync_file(sqlite3_file* file, int flags) {
  const Fate fate = fate_of(Operation::sync, faulty(file).kind);
  if (fate != Fate::go_on) return code_of(fate, SQLITE_IOERR_FSYNC);
  const int result = methods(file).xSync(real(file), flags);
  if (result == SQLITE_OK && faulty(file).path != nullptr) disk().synced(*faulty(file).path);
  return result;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  return methods(file).xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int level) { return methods(file).xLock(real(file), level); }
int unlock_file(sqlite3_file* file, int level) { return methods(file).xUnlock(real(file), level); }
int check_lock(sqlite3_file* file, int* result) {
  return methods(file).xCheckReservedLock(real(file), result);
}

/// Swallows what a connection says of "synchronous" when another is forced.
int control_file(sqlite3_file* file, int operation, void* argument) {
  if (operation == SQLITE_FCNTL_PRAGMA && !forced_synchronous().empty() && !t_forces) {
    const char* const* words = static_cast<char**>(argument);
    if (::strcasecmp(words[1], "synchronous") == 0) return SQLITE_OK;
  }
  return methods(file).xFileControl(real(file), operation, argument);
}

int sector_size(sqlite3_file* file) { return methods(file).xSectorSize(real(file)); }
/// What igbotctl's file systems promise and the model keeps: bytes beside a write stay whole.
int characteristics(sqlite3_file* file) {
  return methods(file).xDeviceCharacteristics(real(file)) & SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int map_memory(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
  const Fate fate = extend == 0 ? Fate::go_on : fate_of(Operation::map, "shm");
  if (fate == Fate::disk_full) return SQLITE_IOERR_SHMSIZE;
  if (fate == Fate::io_error) return SQLITE_IOERR_SHMMAP;
  return methods(file).xShmMap(real(file), page, size, extend, memory);
}
int lock_memory(sqlite3_file* file, int offset, int count, int flags) {
  return methods(file).xShmLock(real(file), offset, count, flags);
}
void barrier(sqlite3_file* file) { methods(file).xShmBarrier(real(file)); }
int unmap_memory(sqlite3_file* file, int remove) {
  return methods(file).xShmUnmap(real(file), remove);
}

const sqlite3_io_methods k_methods{2,
                                   close_file,
                                   read_file,
                                   write_file,
                                   truncate_file,
                                   sync_file,
                                   size_of_file,
                                   lock_file,
                                   unlock_file,
                                   check_lock,
                                   control_file,
                                   sector_size,
                                   characteristics,
                                   map_memory,
                                   lock_memory,
                                   barrier,
                                   unmap_memory,
                                   nullptr,
                                   nullptr};

int open_file(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags,
              int* out_flags) {
  FaultyFile& own = *new (file) FaultyFile{};
  own.kind = kind_of(name, flags);
  own.real = reinterpret_cast<sqlite3_file*>(&own + 1);
  const bool is_new = name == nullptr || ::access(name, F_OK) != 0;
  const Fate fate = fate_of(Operation::open, (is_new ? "new " : "") + std::string(own.kind));
  if (fate != Fate::go_on) return SQLITE_CANTOPEN;
  const int result = system_vfs()->xOpen(system_vfs(), name, own.real, flags, out_flags);
  if (own.real->pMethods == nullptr) return result;
  own.base.pMethods = &k_methods;
  if (name != nullptr) {
    own.path = new std::filesystem::path(name);
    disk().opened(*own.path);
  }
  return result;
}

int remove_file(sqlite3_vfs* /*vfs*/, const char* name, int sync_folder) {
  const Fate fate = fate_of(Operation::remove, "journal");
  if (fate != Fate::go_on) return code_of(fate, SQLITE_IOERR_DELETE);
  return system_vfs()->xDelete(system_vfs(), name, sync_folder);
}

int force_synchronous(sqlite3* db, char** /*error*/, const sqlite3_api_routines* /*api*/) {
  t_forces = true;
  const std::string sql = "PRAGMA synchronous = " + forced_synchronous();
  const int result = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
  t_forces = false;
  return result;
}

}  // namespace

void register_vfs(bool as_default, const std::string& synchronous) {
  static sqlite3_vfs vfs = *system_vfs();
  vfs.szOsFile = static_cast<int>(sizeof(FaultyFile)) + system_vfs()->szOsFile;
  vfs.zName = k_vfs_name;
  vfs.pNext = nullptr;
  vfs.xOpen = open_file;
  vfs.xDelete = remove_file;
  sqlite3_vfs_register(&vfs, as_default ? 1 : 0);
  forced_synchronous() = synchronous;
  if (synchronous.empty()) return;
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(force_synchronous));
}

}  // namespace igbot::faulty
