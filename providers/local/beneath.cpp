// SPDX-License-Identifier: MIT
#include "providers/local/beneath.hpp"

#include <fcntl.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <memory>

namespace igbot::local {
namespace {

constexpr int k_folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

}  // namespace

Descriptor open_beneath(int root, const std::string& relative, int flags) {
  Descriptor folder;
  int at = root;
  std::size_t begin = 0;
  while (true) {
    const std::size_t slash = relative.find('/', begin);
    const std::string name = relative.substr(begin, slash - begin);
    if (name.empty() || name == "." || name == "..") {
      errno = EINVAL;
      return {};
    }
    if (slash == std::string::npos) {
      return Descriptor(
          ::openat(at, name.c_str(), flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    }
    Descriptor next(::openat(at, name.c_str(), k_folder_flags));
    if (!next.valid()) return {};
    folder = std::move(next);
    at = folder.get();
    begin = slash + 1;
  }
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
  std::array<char, 64> text{};
  char* const end = text.data() + text.size();
  char* at = std::to_chars(text.data(), end, info.st_size).ptr;
  *at++ = ':';
  at = std::to_chars(at, end, info.st_mtim.tv_sec).ptr;
  *at++ = '.';
  at = std::to_chars(at, end, info.st_mtim.tv_nsec).ptr;
  return {text.data(), at};
}

}  // namespace igbot::local
