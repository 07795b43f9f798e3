// SPDX-License-Identifier: MIT
#include "core/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.hpp"

namespace igbot {
namespace {

constexpr std::size_t k_largest_private_file = 65536;

Error unreadable(const std::filesystem::path& file, const PrivateFile& terms) {
  return {ErrorKind::config,
          terms.what + " could not be read: " + file.string() + " (" + std::strerror(errno) + ")",
          "run as the user who owns it"};
}

/// Closes on every way out.
class OpenPrivateFile {
 public:
  OpenPrivateFile(const std::filesystem::path& file, const PrivateFile& terms)
      // O_NONBLOCK: a FIFO answers at once and is refused then.
      : fd_(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {
    if (fd_ >= 0) return;
    if (errno == ELOOP) {
      throw Error(ErrorKind::config, terms.what + " is a symbolic link: " + file.string(),
                  "name the file itself " + terms.named_by);
    }
    if (errno != ENOENT) throw unreadable(file, terms);
    throw Error(ErrorKind::config, terms.what + " does not exist: " + file.string(),
                terms.what_to_do_if_missing);
  }
  ~OpenPrivateFile() { ::close(fd_); }
  OpenPrivateFile(const OpenPrivateFile&) = delete;
  OpenPrivateFile& operator=(const OpenPrivateFile&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

void require_private(const OpenPrivateFile& opened, const std::filesystem::path& file,
                     const PrivateFile& terms) {
  struct stat status {};
  if (::fstat(opened.fd(), &status) != 0) throw unreadable(file, terms);
  if (!S_ISREG(status.st_mode)) {
    throw Error(ErrorKind::config, terms.what + " is not an ordinary file: " + file.string(),
                "name an ordinary file " + terms.named_by);
  }
  if (status.st_uid != ::geteuid() && status.st_uid != 0) {
    throw Error(ErrorKind::config, terms.what + " belongs to another user: " + file.string(),
                "chown it to the user who runs igbotctl");
  }
  if ((status.st_mode & 077) != 0) {
    throw Error(ErrorKind::config, terms.what + " is not private: " + file.string(),
                "chmod 600 " + file.string());
  }
  if (static_cast<std::size_t>(status.st_size) > k_largest_private_file) {
    throw Error(ErrorKind::config, terms.what + " is too large: " + file.string(),
                terms.what_is_in_it + "; name the right file " + terms.named_by);
  }
}

}  // namespace

Secret read_private_file(const std::filesystem::path& file, const PrivateFile& terms) {
  const OpenPrivateFile opened(file, terms);
  require_private(opened, file, terms);
  std::string content(k_largest_private_file, '\0');
  const ssize_t count = ::read(opened.fd(), content.data(), content.size());
  if (count < 0) throw unreadable(file, terms);
  content.resize(static_cast<std::size_t>(count));
  return Secret(std::move(content));
}

}  // namespace igbot
