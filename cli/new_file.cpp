// SPDX-License-Identifier: MIT
#include "cli/new_file.hpp"

#include <unistd.h>

#include <fstream>

#include "core/durable_file.hpp"
#include "core/error.hpp"

namespace igbot::cli {
namespace {

namespace fs = std::filesystem;

/// Beside the file, until it is whole.
class PartialFile {
 public:
  explicit PartialFile(const fs::path& file)
      : path_(file.string() + ".partial-" + std::to_string(::getpid())) {}
  ~PartialFile() {
    std::error_code ignored;  // it has got its name, or was never made
    fs::remove(path_, ignored);
  }
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

void require_free_name(const fs::path& output) {
  if (fs::exists(fs::symlink_status(output))) {
    throw Error(ErrorKind::conflict, "file exists already: " + output.string(),
                "choose another file");
  }
  const auto folder = fs::absolute(output).parent_path();
  if (!fs::is_directory(folder)) {
    throw Error(ErrorKind::not_found, "folder does not exist: " + folder.string(),
                "mkdir -p " + folder.string());
  }
}

void write_new_file(const fs::path& output, std::string_view content) {
  require_free_name(output);
  const PartialFile partial(output);
  std::ofstream file(partial.path(), std::ios::binary);
  file << content;
  file.close();
  if (!file) {
    throw Error(ErrorKind::failed, "file could not be written: " + output.string(),
                "choose another place, or check the disk");
  }
  sync_file(partial.path());
  give_name(partial.path(), output);
}

void replace_file(const fs::path& output, std::string_view content) {
  std::error_code missing;
  const fs::file_status before = fs::symlink_status(output, missing);
  if (fs::exists(before) && !fs::is_regular_file(before)) {
    throw Error(ErrorKind::conflict, "not an ordinary file: " + output.string(),
                "choose another file");
  }
  const PartialFile partial(output);
  std::ofstream file(partial.path(), std::ios::binary);
  file << content;
  file.close();
  std::error_code failed;
  if (file) fs::permissions(partial.path(), fs::perms{0644}, failed);
  if (file && !failed) {
    sync_file(partial.path());  // or the power might leave the name to an empty file
    fs::rename(partial.path(), output, failed);
  }
  if (file && !failed) return;
  throw Error(ErrorKind::failed, "file could not be written: " + output.string(),
              "choose another place, or check the disk");
}

}  // namespace igbot::cli
