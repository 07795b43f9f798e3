// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/settings/chat_settings.hpp"

namespace igbot::media {

/// "local", "google_drive" or "s3": the words of the setting and of the database.
std::string to_string(SourceType type);
std::optional<SourceType> source_type_from(const std::string& text);

/// What media_source_config says for a local folder.
struct LocalSourceConfig {
  std::string path;  ///< absolute
  bool operator==(const LocalSourceConfig&) const = default;
};

/// For a folder of Google Drive.
struct DriveSourceConfig {
  std::string folder_id;
  std::string drive_id = {};  ///< of the shared drive it lies in; empty = My Drive
  std::string name = {};      ///< what the folder was called, for people
  bool operator==(const DriveSourceConfig&) const = default;
};

/// For a bucket of S3-compatible storage, or what lies below a prefix of it.
struct S3SourceConfig {
  std::string bucket;
  std::string region;
  std::string endpoint = {};  ///< without a slash at its end; empty = Amazon's in that region
  std::string prefix = {};    ///< empty, or ends in '/'
  bool path_style = false;
  /// The store encrypts so that ETags are no MD5 of what they name: files are told by reading them.
  bool opaque_etags = false;
  /// Keys of the AWS files of the account that runs igbotctl; empty = the sealed credential, or
  /// without one the environment's.
  std::string profile = {};
  bool operator==(const S3SourceConfig&) const = default;
};

using SourceConfig = std::variant<LocalSourceConfig, DriveSourceConfig, S3SourceConfig>;

/// Reads a media_source_config; a reference to a credential in it is not looked at. Throws
/// ErrorKind::not_found for `{}` (no source yet) and ErrorKind::usage for anything that is no
/// configuration of that type.
SourceConfig parse_source_config(SourceType type, const std::string& json);
LocalSourceConfig parse_local_source_config(const std::string& json);
/// Throws ErrorKind::usage for a local folder whose name is not UTF-8.
std::string print_source_config(const SourceConfig& config);
SourceType type_of(const SourceConfig& config);

/// What makes it the same source again, by the configuration alone: path, folder id, or address,
/// bucket and prefix. A local source that is open knows better: the real path.
std::string root_of(const SourceConfig& config);
/// The same, for people: the folder's name instead of its id.
std::string describe(const SourceConfig& config);

}  // namespace igbot::media
