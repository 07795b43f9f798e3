// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/faulty/file_image.hpp"

namespace igbot::faulty {

/// The files that SQLite writes in this process, each with what a power cut would leave of it;
/// those that others make in it, which hold anything until they are synced as they are; and the
/// names that were given and taken by anybody: until its folder is synced, a file or folder may
/// have its former name again after a cut, be back, or not be there yet.
class Disk {
 public:
  /// A file was opened: what it holds now is on the disk, unless this process wrote it.
  void opened(const std::filesystem::path& file);
  void wrote(const std::filesystem::path& file, std::size_t offset, const std::string& bytes);
  void truncated(const std::filesystem::path& file, std::size_t size);
  void synced(const std::filesystem::path& file);
  /// Somebody synced a file or a folder that is open as this descriptor.
  void synced(int descriptor);
  /// Somebody made that file or folder, which was not there.
  void created(const std::filesystem::path& name);
  /// Somebody is about to take that name from a file, or to give its file another name.
  void removing(const std::filesystem::path& file);
  void renaming(const std::filesystem::path& from, const std::filesystem::path& to);

  /// Whether this thread is cutting the power: what it does to files then is not the program's.
  static bool is_cutting();

  /// Puts every file as a cut may leave it, in place, and without the memory SQLite shares beside
  /// a database. `images`, when not empty, gets two folders: `killed` and `durable`.
  void cut(std::uint32_t seed, const std::filesystem::path& images);

 private:
  /// What names stood for before one change; nothing: for nothing.
  using Former = std::vector<std::pair<std::filesystem::path, std::optional<std::string>>>;

  /// A file's content, as far as can be told without reading it.
  struct Edition {
    std::int64_t size;
    std::int64_t modified;  ///< in nanoseconds
    bool operator==(const Edition&) const = default;
  };
  using FileId = std::pair<dev_t, ino_t>;

  void note(const std::vector<std::filesystem::path>& names);
  bool is_synced(const std::filesystem::path& file) const;
  /// A power cut of what SQLite does not write.
  template <typename Show>
  void cut_made(std::mt19937& random, Show show);
  /// What is durable of it by now.
  std::optional<std::string> durable_of(const std::filesystem::path& file) const;

  std::mutex mutex_;
  std::vector<Former> changes_;  ///< of names, since their folder was synced
  std::map<std::filesystem::path, FileImage> files_;
  std::set<std::filesystem::path> made_;  ///< in this process
  std::map<FileId, Edition> synced_;      ///< what anybody synced last
};

/// The disk of this process.
Disk& disk();

}  // namespace igbot::faulty
