// SPDX-License-Identifier: MIT
// The program's own definitions of what else decides whether a file lasts: every caller in this
// process, SQLite and the C++ library included, gets these instead of the C library's.
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "tests/faulty/disk.hpp"
#include "tests/faulty/fault_plan.hpp"

namespace {

using igbot::faulty::Fate;
using igbot::faulty::Operation;

/// Whether the call is to be made; else errno says why not.
bool goes_on(Operation operation) {
  igbot::faulty::Faults* const faults = igbot::faulty::faults();
  const Fate fate = faults == nullptr ? Fate::go_on : faults->before(operation, "file");
  if (fate == Fate::go_on) return true;
  errno = fate == Fate::disk_full ? ENOSPC : EIO;
  return false;
}

}  // namespace

extern "C" {

/// SQLite calls fdatasync: this one is the program's own.
int fsync(int descriptor) {
  if (!goes_on(Operation::sync)) return -1;
  const auto result = static_cast<int>(::syscall(SYS_fsync, descriptor));
  if (result == 0) igbot::faulty::disk().synced(descriptor);
  return result;
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned int flags) noexcept {
  if (!goes_on(Operation::name)) return -1;
  if (from_folder == AT_FDCWD && to_folder == AT_FDCWD) igbot::faulty::disk().renaming(from, to);
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
  igbot::faulty::disk().removing(name);
  return static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, name, 0));
}

int remove(const char* name) noexcept {
  const int result = unlink(name);
  if (result == 0 || errno != EISDIR) return result;
  return static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, name, AT_REMOVEDIR));
}

}  // extern "C"
