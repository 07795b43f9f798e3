// SPDX-License-Identifier: MIT
#include "providers/local/beneath.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace igbot::local {
namespace {

constexpr int k_folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
constexpr int k_file_flags = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

bool is_plain(const std::string& relative) {
  for (std::size_t begin = 0;;) {
    const std::size_t slash = relative.find('/', begin);
    const std::string_view name = std::string_view(relative).substr(begin, slash - begin);
    if (name.empty() || name == "." || name == "..") return false;
    if (slash == std::string::npos) return true;
    begin = slash + 1;
  }
}

/// The whole walk by the kernel (openat2(2)): the same rules in one call.
Descriptor open_at_once(int root, const std::string& relative, int flags) {
  open_how how{};
  how.flags = static_cast<unsigned long long>(flags);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return Descriptor(
      static_cast<int>(::syscall(SYS_openat2, root, relative.c_str(), &how, sizeof how)));
}

Descriptor open_step_by_step(int root, const std::string& relative, int flags) {
  Descriptor folder;
  int at = root;
  std::size_t begin = 0;
  while (true) {
    const std::size_t slash = relative.find('/', begin);
    const std::string name = relative.substr(begin, slash - begin);
    if (slash == std::string::npos) return Descriptor(::openat(at, name.c_str(), flags));
    Descriptor next(::openat(at, name.c_str(), k_folder_flags));
    if (!next.valid()) return {};
    folder = std::move(next);
    at = folder.get();
    begin = slash + 1;
  }
}

}  // namespace

Descriptor open_beneath(int root, const std::string& relative, int flags) {
  if (!is_plain(relative)) {
    errno = EINVAL;
    return {};
  }
  // openat2 refuses flags that mean nothing together with O_PATH.
  const int all = (flags & O_PATH) != 0 ? flags | O_NOFOLLOW | O_CLOEXEC : flags | k_file_flags;
  Descriptor file = open_at_once(root, relative, all);
  // Older kernels and some containers know no openat2.
  if (file.valid() || (errno != ENOSYS && errno != EPERM)) return file;
  return open_step_by_step(root, relative, all);
}

std::optional<std::string> resolve_beneath(const std::string& root, const std::string& relative) {
  const std::string path = root + "/" + relative;
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  if (!real) return std::nullopt;
  const std::string target = real.get();
  if (target == root) return std::string();
  const std::string inside = root == "/" ? root : root + "/";
  if (!target.starts_with(inside)) {
    errno = EXDEV;
    return std::nullopt;
  }
  return target.substr(inside.size());
}

std::string version_of(const struct stat& info) {
  std::string text = std::to_string(info.st_size);
  text += ':';
  text += std::to_string(info.st_mtim.tv_sec);
  text += '.';
  text += std::to_string(info.st_mtim.tv_nsec);
  return text;
}

}  // namespace igbot::local
