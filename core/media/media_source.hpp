// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/media/source_config.hpp"

namespace igbot::media {

/// One file as its source lists it. Paths and identifiers are the source's bytes, not always UTF-8.
/// Two files may have the same path where the source allows it (Google Drive).
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

/// What became different in a source since a mark of it.
struct MediaChanges {
  std::vector<MediaEntry> entries;  ///< files that came, changed or moved, as they are now
  std::vector<std::string> gone;    ///< identifiers of files that are not in the source any more
  std::int64_t skipped = 0;         ///< changed files that are no media
  std::vector<Problem> problems;
  std::string mark;  ///< for the next time
};

/// A folder that a person may choose.
struct MediaFolder {
  std::string id;    ///< what takes one there: real path, Drive id, prefix
  std::string name;  ///< what it is called
  bool operator==(const MediaFolder&) const = default;
};

/// The port to where a chat's media lie. `read`, `fetch` and `completed_config` may be called by
/// several threads at once, everything else is for one. A source that cannot be reached at all
/// throws Error: ErrorKind::auth when credentials need a person, ::temporary for what may work
/// later, ::not_found when the folder or bucket is gone.
class MediaSource {
 public:
  using Sink = std::function<void(std::string_view bytes)>;

  virtual ~MediaSource() = default;

  /// What makes it the same source again: real path, folder id, endpoint/bucket/prefix.
  virtual std::string root() const = 0;
  virtual MediaPage list(const std::optional<std::string>& cursor) = 0;
  /// Hands the bytes of a file to `sink`, in order, in pieces. Goes on by itself where a connection
  /// broke. Throws ErrorKind::not_found when the file is gone, unreadable or no longer of that
  /// version; what `sink` got until then is worth nothing.
  virtual void read(const MediaRef& ref, const Sink& sink) = 0;

  /// After the last page of a complete listing: what `changes_since` goes on from. Nothing for a
  /// source that can only be listed.
  virtual std::optional<std::string> mark() { return std::nullopt; }
  /// Nothing when it cannot be told from that mark: everything must be listed.
  virtual std::optional<MediaChanges> changes_since(const std::string& mark);

  /// The folders below one of them, by name; without one, those to begin with.
  virtual std::vector<MediaFolder> folders(const std::optional<std::string>& below) = 0;
  /// The configuration it was opened by, completed by what the source itself says (names, ways).
  /// Throws ErrorKind::not_found when there is no such folder or bucket.
  virtual SourceConfig completed_config() = 0;

  /// Copies a file to a new file (mode 0600) at `to`; leaves nothing there when it throws.
  void fetch(const MediaRef& ref, const std::filesystem::path& to);
};

/// The first folder of a display path; "uncategorized" for a file that lies in no folder.
std::string category_of(std::string_view path);

}  // namespace igbot::media
