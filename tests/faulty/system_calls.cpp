// SPDX-License-Identifier: MIT
// The program's own definitions of what else decides whether a file lasts: every caller in this
// process, SQLite and the C++ library included, gets these instead of the C library's.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>

#include "tests/faulty/disk.hpp"
#include "tests/faulty/fault_plan.hpp"

namespace {

using igbot::faulty::Fate;
using igbot::faulty::Operation;

/// Whether this is the program at work, and not its beginning or the cut of its power.
bool is_watched() {
  return igbot::faulty::faults() != nullptr && !igbot::faulty::Disk::is_cutting();
}

/// Whether the call is to be made; else errno says why not.
bool goes_on(Operation operation) {
  const Fate fate = is_watched() ? igbot::faulty::faults()->before(operation, "file") : Fate::go_on;
  if (fate == Fate::go_on) return true;
  errno = fate == Fate::disk_full ? ENOSPC : EIO;
  return false;
}

/// The name that a file below an open folder has from everywhere.
std::filesystem::path full_name(int folder, const char* name) {
  if (folder == AT_FDCWD || name[0] == '/') return std::filesystem::absolute(name);
  std::error_code unknown;
  const auto link = "/proc/self/fd/" + std::to_string(folder);
  return std::filesystem::read_symlink(link, unknown) / name;
}

/// The name, when nothing has it so far.
std::optional<std::filesystem::path> new_name(int folder, const char* name) {
  struct stat info {};
  if (!is_watched() || ::fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
    return std::nullopt;
  }
  return full_name(folder, name);
}

int open_file(int folder, const char* name, int flags, mode_t mode) {
  const auto made = (flags & O_CREAT) != 0 ? new_name(folder, name) : std::nullopt;
  const auto opened = static_cast<int>(::syscall(SYS_openat, folder, name, flags, mode));
  if (made && opened >= 0) igbot::faulty::disk().created(*made);
  return opened;
}

/// The mode is given only with some flags.
mode_t mode_of(int flags, va_list arguments) {
  const bool makes = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  return makes ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

extern "C" {

// What makes files and folders is not counted: it is told to the disk.

int open(const char* name, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_file(AT_FDCWD, name, flags, mode);
}

int open64(const char* name, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_file(AT_FDCWD, name, flags, mode);
}

int openat(int folder, const char* name, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_file(folder, name, flags, mode);
}

FILE* fopen(const char* name, const char* mode) {
  static auto* const real =
      reinterpret_cast<FILE* (*)(const char*, const char*)>(::dlsym(RTLD_NEXT, "fopen"));
  const auto made = mode[0] == 'r' ? std::nullopt : new_name(AT_FDCWD, name);
  FILE* const opened = real(name, mode);
  if (made && opened != nullptr) igbot::faulty::disk().created(*made);
  return opened;
}

FILE* fopen64(const char* name, const char* mode) { return fopen(name, mode); }

int mkdirat(int folder, const char* name, mode_t mode) noexcept {
  const auto result = static_cast<int>(::syscall(SYS_mkdirat, folder, name, mode));
  if (result == 0 && is_watched()) {
    igbot::faulty::disk().created(full_name(folder, name));
  }
  return result;
}

int mkdir(const char* name, mode_t mode) noexcept { return mkdirat(AT_FDCWD, name, mode); }

/// SQLite's way to sync, counted where it asks for it; of a folder, it is told nowhere else.
int fdatasync(int descriptor) {
  const auto result = static_cast<int>(::syscall(SYS_fdatasync, descriptor));
  if (result == 0 && is_watched()) igbot::faulty::disk().synced(descriptor);
  return result;
}

int fsync(int descriptor) {
  if (!goes_on(Operation::sync)) return -1;
  const auto result = static_cast<int>(::syscall(SYS_fsync, descriptor));
  if (result == 0 && is_watched()) igbot::faulty::disk().synced(descriptor);
  return result;
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned int flags) noexcept {
  if (!goes_on(Operation::name)) return -1;
  if (is_watched() && from_folder == AT_FDCWD && to_folder == AT_FDCWD)
    igbot::faulty::disk().renaming(from, to);
  return static_cast<int>(::syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
  return renameat2(from_folder, from, to_folder, to, 0);
}

int rename(const char* from, const char* to) noexcept {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char* name) noexcept {
  if (!goes_on(Operation::remove)) return -1;
  if (is_watched()) igbot::faulty::disk().removing(name);
  return static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, name, 0));
}

int remove(const char* name) noexcept {
  const int result = unlink(name);
  if (result == 0 || errno != EISDIR) return result;
  return static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, name, AT_REMOVEDIR));
}

}  // extern "C"
