// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"

namespace igbot::media {

/// An open file; closed with the object.
class OpenFile {
 public:
  explicit OpenFile(int descriptor = -1) : descriptor_(descriptor) {}
  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&& other) noexcept;
  OpenFile(const OpenFile&) = delete;
  ~OpenFile();

  bool valid() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }
  /// False when not all of it could be written; errno says why.
  bool write(std::string_view bytes) const;
  /// False when closing told of a failed write.
  bool close();

 private:
  int descriptor_;
};

/// A file being written into a cache folder; removed again unless it was published.
class CacheDraft {
 public:
  CacheDraft(int folder, std::string name, OpenFile file);
  CacheDraft(CacheDraft&& other) noexcept;
  CacheDraft& operator=(CacheDraft&&) = delete;
  ~CacheDraft();

  /// After a write that failed nothing more is written, and nothing will be published.
  void write(std::string_view bytes);
  /// Gives a whole draft its name, in place of what may have it, as used at that instant.
  void publish(const std::string& name, Timestamp now);

 private:
  int folder_;
  std::string name_;  ///< empty once it is published
  OpenFile file_;
  bool whole_ = true;
};

/// The folder of a media cache. Its files are called KEY.DIGEST, both SHA-256 in hex, or tmp.RANDOM
/// while they are written; no other names are touched or counted. Several processes may use one.
class CacheFolder {
 public:
  /// Nothing when it is not there and not to be made, cannot be opened, belongs to another user or
  /// may be written by others.
  static std::optional<CacheFolder> open(const std::filesystem::path& folder, bool make);

  /// The names that begin with this key.
  std::vector<std::string> of_key(const std::string& key) const;
  /// Invalid when it cannot be opened or is no file of this user.
  OpenFile open_entry(const std::string& name) const;
  void remove(const std::string& name) const;

  /// Removes the files used longest ago until the rest, drafts included, are at most `max_bytes`,
  /// and drafts older than a day. False when drafts alone are more.
  bool shrink(std::uint64_t max_bytes, Timestamp now) const;
  /// A draft that is counted with `size` bytes from now on; nothing when there is no room for it.
  std::optional<CacheDraft> begin(std::uint64_t size, std::uint64_t max_bytes, Timestamp now) const;

 private:
  explicit CacheFolder(OpenFile folder) : folder_(std::move(folder)) {}
  OpenFile folder_;
};

/// Marks an entry as used at that instant.
void mark_used(const OpenFile& entry, Timestamp now);

}  // namespace igbot::media
