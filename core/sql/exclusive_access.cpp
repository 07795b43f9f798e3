// SPDX-License-Identifier: MIT
#include "core/sql/exclusive_access.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "core/error.hpp"

namespace igbot::sql {
namespace {

constexpr off_t k_lock_bytes_begin = 0x40000000;
constexpr off_t k_lock_bytes = 512;

}  // namespace

std::optional<ExclusiveAccess> ExclusiveAccess::try_take(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) {
    throw Error(
        ErrorKind::failed,
        "database could not be opened: " + file.string() + " (" + std::strerror(errno) + ")",
        "run as the user who owns it, on a disk mounted for writing");
  }
  ExclusiveAccess access(descriptor);
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = k_lock_bytes_begin;
  lock.l_len = k_lock_bytes;
  // A lock of the open file, not of the process: it conflicts with SQLite's and outlives the
  // closing of other descriptors.
  if (::fcntl(descriptor, F_OFD_SETLK, &lock) == 0) return access;
  if (errno == EAGAIN || errno == EACCES) return std::nullopt;
  throw Error(ErrorKind::failed,
              "database could not be locked: " + file.string() + " (" + std::strerror(errno) + ")",
              "set database.path to a local disk");
}

ExclusiveAccess::ExclusiveAccess(ExclusiveAccess&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

ExclusiveAccess::~ExclusiveAccess() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace igbot::sql
