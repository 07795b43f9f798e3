// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace igbot::media {

/// One file as its source lists it. Paths and identifiers are the source's bytes, not always UTF-8.
struct MediaEntry {
  std::string identifier;  ///< the source's own, unchanging name (relative path, Drive id, S3 key)
  std::string version;     ///< differs whenever the content may differ (size and mtime, etag, md5)
  std::string path;        ///< shown to people; folders separated by '/'
  std::int64_t size = 0;   ///< bytes
  std::optional<std::string> sha256;  ///< lower-case hex, when the source knows it
  std::optional<std::string> md5;     ///< lower-case hex, when the source knows it
  /// Reading files in this order is fastest (inode number); no meaning otherwise.
  std::uint64_t read_order = 0;
};

/// A file or folder that could not be used, and why.
struct Problem {
  std::string path;
  std::string reason;
  bool operator==(const Problem&) const = default;
};

struct MediaPage {
  std::vector<MediaEntry> entries;
  std::int64_t skipped = 0;  ///< files that are no media
  std::vector<Problem> problems;
  /// A part of the source could not be listed: what is missing here may still exist.
  bool incomplete = false;
  std::optional<std::string> next;  ///< cursor of the next page
};

/// Names one version of one file.
struct MediaRef {
  std::string identifier;
  std::string version;
};

/// The port to where a chat's media lie. `list` is for one thread; `read` and `fetch` may be called
/// by several at once. A source that cannot be reached at all throws Error.
class MediaSource {
 public:
  using Sink = std::function<void(std::string_view bytes)>;

  virtual ~MediaSource() = default;

  /// What makes it the same source again: real path, folder id, endpoint/bucket/prefix.
  virtual std::string root() const = 0;
  virtual MediaPage list(const std::optional<std::string>& cursor) = 0;
  /// Hands the bytes of a file to `sink`, in order, in pieces. Throws ErrorKind::not_found when the
  /// file is gone, unreadable or no longer of that version.
  virtual void read(const MediaRef& ref, const Sink& sink) = 0;

  /// Copies a file to a new file (mode 0600) at `to`; leaves nothing there when it throws.
  void fetch(const MediaRef& ref, const std::filesystem::path& to);
};

/// The first folder of a display path; "uncategorized" for a file that lies in no folder.
std::string category_of(std::string_view path);

}  // namespace igbot::media
