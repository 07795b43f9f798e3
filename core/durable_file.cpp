// SPDX-License-Identifier: MIT
#include "core/durable_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.hpp"

namespace igbot {
namespace {

void sync(const std::filesystem::path& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_RDONLY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  const int reason = errno;
  if (fd >= 0) ::close(fd);
  if (synced) return;
  throw Error(ErrorKind::failed,
              "could not be written to disk: " + path.string() + " (" + std::strerror(reason) + ")",
              "check the disk");
}

}  // namespace

void sync_file(const std::filesystem::path& file) { sync(file, 0); }

void sync_folder_of(const std::filesystem::path& file) {
  const auto folder = file.parent_path();
  sync(folder.empty() ? "." : folder, O_DIRECTORY);
}

}  // namespace igbot
