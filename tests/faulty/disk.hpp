// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "tests/faulty/file_image.hpp"

namespace igbot::faulty {

/// The files that SQLite writes in this process, each with what a power cut would leave of it.
class Disk {
 public:
  /// A file was opened: what it holds now is on the disk, unless this process wrote it.
  void opened(const std::filesystem::path& file);
  void wrote(const std::filesystem::path& file, std::size_t offset, const std::string& bytes);
  void truncated(const std::filesystem::path& file, std::size_t size);
  void synced(const std::filesystem::path& file);
  /// Somebody synced a file that is open as this descriptor.
  void synced(int descriptor);
  void removed(const std::filesystem::path& file);

  /// Puts every file as a cut may leave it, in place, and without the memory SQLite shares beside
  /// a database. `images`, when not empty, gets two folders: `killed` and `durable`.
  void cut(std::uint32_t seed, const std::filesystem::path& images);

 private:
  std::mutex mutex_;
  std::map<std::filesystem::path, FileImage> files_;
};

/// The disk of this process.
Disk& disk();

}  // namespace igbot::faulty
