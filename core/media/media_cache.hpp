// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/media/content_repository.hpp"

namespace igbot::media {

/// Names one version of one file of one source, and what is known of its bytes.
struct MediaKey {
  std::string source;  ///< kind and root: what makes it the same source
  std::string identifier;
  std::string version;
  Digests expected;                  ///< those the source told
  std::optional<std::int64_t> size;  ///< bytes, when known
};

/// Files of far sources, kept in a folder so that a card and its publication download once. Every
/// file carries its SHA-256 in its name and is checked against it while it is copied out; what does
/// not fit any more is removed and downloaded anew. Processes and threads may share a folder: a
/// file gets its name when it is whole. Nothing is kept when the folder belongs to somebody else,
/// others may write to it, or the disk is full; that is no error.
class MediaCache {
 public:
  /// Makes a new file (mode 0600) at `to`; leaves nothing there when it throws.
  using Download = std::function<void(const std::filesystem::path& to)>;

  /// The folder is made (mode 0700) when it is first needed. Of all calls together no more than
  /// `max_bytes` stay, those used last; 0 keeps nothing.
  MediaCache(std::filesystem::path folder, std::uint64_t max_bytes, const Clock& clock)
      : folder_(std::move(folder)), max_bytes_(max_bytes), clock_(clock) {}

  /// Makes a new file at `to` (mode 0600, a copy of its own), from the cache or by `download`, and
  /// returns its SHA-256. Throws ErrorKind::not_found when the bytes are not those of the key,
  /// ErrorKind::failed when `to` cannot be written, and what `download` throws; leaves nothing at
  /// `to` then.
  std::string fetch(const MediaKey& key, const Download& download,
                    const std::filesystem::path& to) const;

 private:
  std::filesystem::path folder_;
  std::uint64_t max_bytes_;
  const Clock& clock_;
};

}  // namespace igbot::media
