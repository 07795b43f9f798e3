// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/media/media_source.hpp"

namespace igbot::google_drive {

inline constexpr const char* k_folder_mime = "application/vnd.google-apps.folder";
inline constexpr const char* k_shortcut_mime = "application/vnd.google-apps.shortcut";

/// What is asked about each file.
inline constexpr const char* k_file_fields =
    "id,name,mimeType,parents,trashed,size,md5Checksum,sha256Checksum,modifiedTime,headRevisionId,"
    "driveId,shortcutDetails(targetId,targetMimeType),capabilities/canDownload";
/// The same for each of a list.
inline constexpr const char* k_list_fields =
    "nextPageToken,incompleteSearch,"
    "files(id,name,mimeType,parents,trashed,size,md5Checksum,sha256Checksum,modifiedTime,"
    "headRevisionId,driveId,shortcutDetails(targetId,targetMimeType),capabilities/canDownload)";

/// A file, folder or shortcut as Drive describes it; what is missing or of a wrong type is empty.
struct DriveFile {
  std::string id;
  std::string name;
  std::string mime;
  std::vector<std::string> parents = {};
  bool is_trashed = false;
  std::optional<std::int64_t> size = {};  ///< bytes, not negative
  std::string md5 = {};                   ///< lower-case hex
  std::string sha256 = {};                ///< lower-case hex
  std::string modified_time = {};
  std::string head_revision = {};
  std::string drive_id = {};
  std::string target_id = {};
  std::string target_mime = {};
  bool may_download = true;

  bool is_folder() const { return mime == k_folder_mime; }
  bool is_shortcut() const { return mime == k_shortcut_mime; }
};

/// Whether a text may be an id of Drive: so that none can pass for something else in a path.
bool is_drive_id(const std::string& text);

/// Nothing without an id.
std::optional<DriveFile> file_in(const nlohmann::json& value);

/// Whether a name begins with a dot, as in every source: such are not looked at.
bool is_hidden(const std::string& name);
/// The name as one part of a path: what would separate folders, control characters and names made
/// of dots are replaced by what looks like them, very long names are cut in the middle.
std::string part_of_path(const std::string& name);
/// "memes/cat.jpg"; for a file directly below the root its name alone.
std::string path_below(const std::string& folder, const std::string& name);

/// Whether a name or type is one of those a library holds.
bool is_media_name(const std::string& name, const std::string& mime);
/// The same for a file; Google's own documents are none, whatever they are called.
bool is_media(const DriveFile& file);
/// The name, with the extension of its type when it has none of media: what phones upload.
std::string media_name(const std::string& name, const std::string& mime);

/// What tells one content from another, though not from a mere touch: a checksum where Drive knows
/// one, else the revision, else the time. Empty when there is none of these.
std::string version_of(const DriveFile& file);

/// A file of media as its source lists it, or why it cannot be used. `path`: where it lies;
/// `content` is the file itself or what its shortcut points to, `identifier` the file's or
/// shortcut's.
struct EntryOrProblem {
  std::optional<media::MediaEntry> entry = {};
  std::string reason = {};
};
EntryOrProblem entry_of(const DriveFile& content, const std::string& identifier,
                        const std::string& path);

}  // namespace igbot::google_drive
