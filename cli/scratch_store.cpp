// SPDX-License-Identifier: MIT
#include "cli/scratch_store.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "core/error.hpp"

namespace igbot::cli {
namespace {

std::filesystem::path make_private_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "igbotctl-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw Error(ErrorKind::failed,
                "no temporary folder: " + pattern + " (" + std::strerror(errno) + ")",
                "set TMPDIR to a folder that this user may write");
  }
  return pattern;
}

}  // namespace

ScratchStore::ScratchStore(Clock& clock) : folder_(make_private_folder()) {
  store_ =
      std::make_unique<Store>(StoreOptions{.file = folder_ / "scratch.db", .create = true}, clock);
}

ScratchStore::~ScratchStore() {
  store_.reset();
  std::error_code ignored;  // a folder left behind below TMPDIR is empty of anything secret
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace igbot::cli
