// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <mutex>

namespace igbot::cli {

/// A private folder for local copies of media, made when first needed and gone with the object.
/// Safe for use by several threads.
class TemporaryFolder {
 public:
  TemporaryFolder() = default;
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  /// A name in it that no file has had. Throws ErrorKind::failed when the folder cannot be made.
  std::filesystem::path next_file();

 private:
  std::mutex mutex_;
  std::filesystem::path path_;
  int files_ = 0;
};

}  // namespace igbot::cli
