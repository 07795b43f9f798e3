// SPDX-License-Identifier: MIT
#include "core/media/media_source.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.hpp"

namespace igbot::media {
namespace {

/// A file being written, removed again unless kept.
class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& path)
      : path_(path), fd_(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
    if (fd_ < 0) raise();
  }
  ~NewFile() {
    if (fd_ >= 0) ::close(fd_);
    if (!kept_) ::unlink(path_.c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) raise();
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  void keep() {
    const int fd = fd_;
    fd_ = -1;
    if (::close(fd) != 0) raise();
    kept_ = true;
  }

 private:
  [[noreturn]] void raise() const {
    throw Error(
        ErrorKind::failed,
        "media file could not be written: " + path_.string() + " (" + std::strerror(errno) + ")",
        "check space and permissions of that folder");
  }

  std::filesystem::path path_;
  int fd_;
  bool kept_ = false;
};

}  // namespace

std::optional<MediaChanges> MediaSource::changes_since(const std::string&) { return std::nullopt; }

void MediaSource::fetch(const MediaRef& ref, const std::filesystem::path& to) {
  NewFile file(to);
  read(ref, [&file](std::string_view bytes) { file.write(bytes); });
  file.keep();
}

std::string category_of(std::string_view path) {
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos || slash == 0) return "uncategorized";
  return std::string(path.substr(0, slash));
}

}  // namespace igbot::media
