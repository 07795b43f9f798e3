// SPDX-License-Identifier: MIT
#include "core/durable_file.hpp"

#include <fcntl.h>
#include <stdio.h>
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

Error name_taken(const std::filesystem::path& file) {
  return {ErrorKind::conflict, "file exists already: " + file.string(), "choose another file"};
}

Error not_made(const std::filesystem::path& file) {
  return {ErrorKind::failed,
          "file could not be made: " + file.string() + " (" + std::strerror(errno) + ")",
          "choose another place"};
}

}  // namespace

void sync_file(const std::filesystem::path& file) { sync(file, 0); }

void sync_folder_of(const std::filesystem::path& file) {
  const auto folder = file.parent_path();
  sync(folder.empty() ? "." : folder, O_DIRECTORY);
}

void create_folders_of(const std::filesystem::path& file) {
  const auto folder = std::filesystem::absolute(file).parent_path();
  std::error_code failed;
  if (std::filesystem::exists(folder, failed) || !folder.has_relative_path()) return;
  create_folders_of(folder);
  if (std::filesystem::create_directory(folder, failed)) sync_folder_of(folder);
}

void create_private_file(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EEXIST) throw name_taken(file);
  if (fd < 0) throw not_made(file);
  ::close(fd);
}

void give_name(const std::filesystem::path& finished, const std::filesystem::path& name) {
  int failed = ::renameat2(AT_FDCWD, finished.c_str(), AT_FDCWD, name.c_str(), RENAME_NOREPLACE);
  if (failed != 0 && errno == EINVAL) {  // a file system without it
    if (std::filesystem::exists(name)) throw name_taken(name);
    failed = ::rename(finished.c_str(), name.c_str());
  }
  if (failed != 0 && errno == EEXIST) throw name_taken(name);
  if (failed != 0) throw not_made(name);
  sync_folder_of(name);
}

}  // namespace igbot
