// SPDX-License-Identifier: MIT
#include "core/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot {
namespace {

/// Every mark is as long as every other, so that a new one replaces the old one whole.
constexpr std::size_t k_mark_digits = 15;

}  // namespace

std::optional<FileLock> FileLock::try_acquire(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    throw Error(
        ErrorKind::failed,
        "lock file could not be opened: " + file.string() + " (" + std::strerror(errno) + ")",
        "run as the user who owns the database, on a disk mounted for writing");
  }
  FileLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return std::nullopt;
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

void FileLock::mark_success(Timestamp at) const {
  std::array<char, k_mark_digits + 2> mark{};
  const int length =
      std::snprintf(mark.data(), mark.size(), "%015lld\n", static_cast<long long>(to_millis(at)));
  [[maybe_unused]] const ssize_t written =
      ::pwrite(descriptor_, mark.data(), static_cast<std::size_t>(length), 0);
}

std::optional<Timestamp> FileLock::last_success(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return std::nullopt;
  std::array<char, k_mark_digits> mark{};
  const ssize_t length = ::read(descriptor, mark.data(), mark.size());
  ::close(descriptor);
  if (length != static_cast<ssize_t>(mark.size())) return std::nullopt;
  const auto millis = text::to_integer(std::string_view(mark.data(), mark.size()));
  if (!millis) return std::nullopt;
  return from_millis(*millis);
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::filesystem::path run_lock_of(const std::filesystem::path& database) {
  return database.string() + ".run.lock";
}

std::filesystem::path poll_lock_of(const std::filesystem::path& database) {
  return database.string() + ".poll.lock";
}

std::filesystem::path sync_lock_of(const std::filesystem::path& database) {
  return database.string() + ".sync.lock";
}

}  // namespace igbot
