// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/settings/chat_settings.hpp"

namespace igbot::media {

/// "local", "google_drive" or "s3": the words of the setting and of the database.
std::string to_string(SourceType type);
std::optional<SourceType> source_type_from(const std::string& text);

/// What media_source_config says for a local folder.
struct LocalSourceConfig {
  std::string path;  ///< absolute
};

/// Reads `{"path": "/srv/photos"}`. Throws ErrorKind::not_found for `{}` (no source yet) and
/// ErrorKind::usage for anything that is no such JSON.
LocalSourceConfig parse_local_source_config(const std::string& json);
std::string print_local_source_config(const LocalSourceConfig& config);

/// `{"folder_id": "…"}`: what media_source_config says for a folder of Google Drive.
std::string print_drive_source_config(const std::string& folder_id);

}  // namespace igbot::media
