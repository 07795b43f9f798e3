// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/faulty/file_image.hpp"

namespace igbot::faulty {

/// The files that SQLite writes in this process, each with what a power cut would leave of it, and
/// the names that were given and taken by anybody: until its folder is synced, a file may have its
/// former name again after a cut, or be back. (Files that are new stay, as if their folder had been
/// synced at once.)
class Disk {
 public:
  /// A file was opened: what it holds now is on the disk, unless this process wrote it.
  void opened(const std::filesystem::path& file);
  void wrote(const std::filesystem::path& file, std::size_t offset, const std::string& bytes);
  void truncated(const std::filesystem::path& file, std::size_t size);
  void synced(const std::filesystem::path& file);
  /// Somebody synced a file or a folder that is open as this descriptor.
  void synced(int descriptor);
  /// Somebody is about to take that name from a file, or to give its file another name.
  void removing(const std::filesystem::path& file);
  void renaming(const std::filesystem::path& from, const std::filesystem::path& to);

  /// Puts every file as a cut may leave it, in place, and without the memory SQLite shares beside
  /// a database. `images`, when not empty, gets two folders: `killed` and `durable`.
  void cut(std::uint32_t seed, const std::filesystem::path& images);

 private:
  /// What names stood for before one change; nothing: for nothing.
  using Former = std::vector<std::pair<std::filesystem::path, std::optional<std::string>>>;

  void note(const std::vector<std::filesystem::path>& names);
  /// What is durable of it by now.
  std::optional<std::string> durable_of(const std::filesystem::path& file) const;

  std::mutex mutex_;
  std::vector<Former> changes_;  ///< of names, since their folder was synced
  std::map<std::filesystem::path, FileImage> files_;
};

/// The disk of this process.
Disk& disk();

}  // namespace igbot::faulty
