// SPDX-License-Identifier: MIT
#include "tests/support/temporary_file.hpp"

#include <fstream>

namespace igbot::test {

TemporaryFile::TemporaryFile(const std::string& name, const std::string& bytes)
    : path_(folder_.path() / name) {
  std::ofstream(path_, std::ios::binary) << bytes;
}

}  // namespace igbot::test
