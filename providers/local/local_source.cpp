// SPDX-License-Identifier: MIT
#include "providers/local/local_source.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "core/error.hpp"
#include "providers/local/beneath.hpp"
#include "providers/local/tree_walk.hpp"

namespace igbot::local {
namespace {

// Below malloc's mmap threshold: no page faults per file.
constexpr std::size_t k_piece{64UL * 1024};

std::string reason() { return std::strerror(errno); }

[[noreturn]] void cannot_open_root(const std::string& folder) {
  throw Error(ErrorKind::failed,
              "media folder could not be opened: " + folder + " (" + reason() + ")",
              "check the folder and who may read it; igbotctl settings get media_source_config");
}

[[noreturn]] void cannot_open_folder(const std::string& folder) {
  throw Error(ErrorKind::not_found, "folder cannot be opened: " + folder + " (" + reason() + ")",
              "igbotctl source browse");
}

std::string real_path(const std::string& folder) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(folder.c_str(), nullptr),
                                                         &std::free);
  if (!real) cannot_open_root(folder);
  return real.get();
}

Descriptor open_root(const std::string& root) {
  Descriptor fd(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid()) cannot_open_root(root);
  return fd;
}

[[noreturn]] void cannot_read(const std::string& why) {
  throw Error(ErrorKind::not_found, "cannot be read: " + why);
}

/// The file behind an identifier, through links that stay inside the root.
Descriptor open_file(const std::string& root, int root_fd, const std::string& identifier) {
  Descriptor file = open_beneath(root_fd, identifier, O_RDONLY);
  if (file.valid() || (errno != ELOOP && errno != ENOTDIR)) return file;
  const auto target = resolve_beneath(root, identifier);
  if (!target) return {};
  return open_beneath(root_fd, *target, O_RDONLY);
}

}  // namespace

LocalSource::LocalSource(const std::string& folder)
    : root_(real_path(folder)), root_fd_(open_root(root_)) {}

media::MediaPage LocalSource::list(const std::optional<std::string>&) {
  return walk_tree(root_, root_fd_.get());
}

std::vector<media::MediaFolder> LocalSource::folders(const std::optional<std::string>& below) {
  const std::string path = below.value_or(root_);
  if (path != root_ && !path.starts_with(root_ == "/" ? root_ : root_ + "/")) {
    throw Error(ErrorKind::not_found, "that folder does not lie in " + root_ + ": " + path,
                "igbotctl source browse");
  }
  Descriptor folder =
      path == root_ ? open_root(root_)
                    : open_beneath(root_fd_.get(), path.substr(root_ == "/" ? 1 : root_.size() + 1),
                                   O_RDONLY | O_DIRECTORY);
  if (!folder.valid()) cannot_open_folder(path);
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(folder.get()), &::closedir);
  if (!stream) cannot_open_folder(path);
  const int fd = folder.get();
  folder.release();
  std::vector<media::MediaFolder> found;
  while (const dirent* entry = ::readdir(stream.get())) {
    struct stat info {};
    if (entry->d_name[0] == '.') continue;
    if (::fstatat(fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (S_ISDIR(info.st_mode)) {
      found.push_back({(path == "/" ? path : path + "/") + entry->d_name, entry->d_name});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const auto& left, const auto& right) { return left.name < right.name; });
  return found;
}

void LocalSource::read(const media::MediaRef& ref, const Sink& sink) {
  const Descriptor file = open_file(root_, root_fd_.get(), ref.identifier);
  struct stat info {};
  if (!file.valid() || ::fstat(file.get(), &info) != 0) cannot_read(reason());
  if (!S_ISREG(info.st_mode)) cannot_read("not a file");
  if (version_of(info) != ref.version) cannot_read("changed since it was listed");

  // Not one byte past the listed size: a file that grows while it is read comes to an end too.
  const std::unique_ptr<std::array<char, k_piece>> piece(new std::array<char, k_piece>);
  for (std::size_t left = static_cast<std::size_t>(info.st_size); left > 0;) {
    const ssize_t size = ::read(file.get(), piece->data(), std::min(piece->size(), left));
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) cannot_read(reason());
    if (size == 0) break;
    sink({piece->data(), static_cast<std::size_t>(size)});
    left -= static_cast<std::size_t>(size);
  }
  if (::fstat(file.get(), &info) != 0 || version_of(info) != ref.version) {
    cannot_read("changed while it was read");
  }
}

}  // namespace igbot::local
