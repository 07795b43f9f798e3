// SPDX-License-Identifier: MIT
#include "tests/support/temporary_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <system_error>

namespace igbot::test {

TemporaryFile::TemporaryFile(const std::string& name, const std::string& bytes) {
  std::string folder = (std::filesystem::temp_directory_path() / "igbot-test-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), folder);
  }
  path_ = std::filesystem::path(folder) / name;
  std::ofstream(path_, std::ios::binary) << bytes;
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  std::filesystem::remove_all(path_.parent_path(), ignored);
}

}  // namespace igbot::test
