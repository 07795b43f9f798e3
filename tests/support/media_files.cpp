// SPDX-License-Identifier: MIT
#include "tests/support/media_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <atomic>
#include <fstream>
#include <stdexcept>

namespace igbot::test {

std::string fake_jpeg(const std::string& text) {
  return std::string("\xFF\xD8\xFF\xE0", 4) + std::string("\x00\x10JFIF", 6) + text;
}

void write_file(const std::filesystem::path& folder, const std::string& path,
                const std::string& bytes) {
  const std::filesystem::path file = folder / path;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
  touch(folder, path);
}

void write_photo(const std::filesystem::path& folder, const std::string& path,
                 const std::string& text) {
  write_file(folder, path, fake_jpeg(text));
}

void touch(const std::filesystem::path& folder, const std::string& path) {
  static std::atomic<long> seconds{1'700'000'000};
  timespec stamp{};
  stamp.tv_sec = ++seconds;
  const std::array<timespec, 2> times{stamp, stamp};
  if (::utimensat(AT_FDCWD, (folder / path).c_str(), times.data(), 0) != 0) {
    throw std::runtime_error("utimensat failed: " + path);
  }
}

}  // namespace igbot::test
