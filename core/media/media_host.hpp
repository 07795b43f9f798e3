// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/clock.hpp"

namespace igbot::media {

/// What a host calls one copy. Chosen and stored in the database before anything is uploaded, so
/// that whatever dies in between leaves nothing that nobody would delete.
struct StagedName {
  std::string host;           ///< which host holds it: s3, cloudinary, public_url
  std::string key;            ///< unguessable: at least 128 random bits
  std::string resource_type;  ///< cloudinary: image or video; otherwise empty
};

/// Where Instagram fetches a copy. The URL is US-ASCII and may be signed: never logged or shown.
struct PublicUrl {
  std::string url;
  Timestamp expires_at;
};

/// The port to a place on the web that lends a file to Instagram, which fetches media by URL only.
/// Safe for use by several threads. What a person must mend throws ErrorKind::auth or ::config;
/// what may work later throws ErrorKind::temporary.
class MediaHost {
 public:
  virtual ~MediaHost() = default;
  virtual StagedName new_name(std::string_view mime) = 0;
  /// Uploads the file (image/jpeg or video/mp4) and looks at the very URL as Meta's crawler would
  /// (GET with its user agent, no redirects): returns only when the type and size there are right.
  virtual PublicUrl put(const StagedName& name, const std::filesystem::path& file,
                        std::string_view mime) = 0;
  /// Deletes a copy; one that is gone already is no error.
  virtual void release(const StagedName& name) = 0;
  /// Deletes what igbotctl left under its prefix before that time, whoever remembers it, through
  /// all pages of the listing. Returns how many.
  virtual std::size_t sweep(Timestamp older_than) = 0;
  /// Whether the host can be used at all: uploads, looks at and deletes a small picture. Throws
  /// what `put` would.
  virtual void check() = 0;
};

/// How Meta's crawler names itself (Meta, sharing/webmasters/crawler).
inline constexpr std::string_view k_crawler_agent =
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)";

}  // namespace igbot::media
