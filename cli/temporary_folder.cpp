// SPDX-License-Identifier: MIT
#include "cli/temporary_folder.hpp"

#include <stdlib.h>

#include "core/error.hpp"

namespace igbot::cli {

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // nothing in it matters any more
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TemporaryFolder::next_file() {
  const std::lock_guard lock(mutex_);
  if (path_.empty()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "igbotctl-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
      throw Error(ErrorKind::failed, "temporary folder could not be made: " + pattern,
                  "check TMPDIR and the space there");
    }
    path_ = pattern;
  }
  return path_ / std::to_string(++files_);
}

}  // namespace igbot::cli
