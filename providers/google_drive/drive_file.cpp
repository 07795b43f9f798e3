// SPDX-License-Identifier: MIT
#include "providers/google_drive/drive_file.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/media/media_type.hpp"
#include "core/text/text.hpp"
#include "providers/google_drive/drive_json.hpp"

namespace igbot::google_drive {
namespace {

/// The extensions of what phones upload without one.
constexpr std::array<std::pair<const char*, const char*>, 8> k_extension_of_mime{
    {{"image/jpeg", ".jpg"},
     {"image/png", ".png"},
     {"image/gif", ".gif"},
     {"image/webp", ".webp"},
     {"image/heic", ".heic"},
     {"image/heif", ".heic"},
     {"video/mp4", ".mp4"},
     {"video/quicktime", ".mov"}}};

constexpr const char* k_no_name = "(no name)";

std::string extension_of_mime(const std::string& mime) {
  for (const auto& [name, extension] : k_extension_of_mime) {
    if (mime == name) return extension;
  }
  return "";
}

/// A checksum in lower-case hex; empty when it is none of that length.
std::string checksum_in(const nlohmann::json& value, const char* name, std::size_t digits) {
  std::string text = text::to_lower(text_in(value, name));
  const bool is_hex = text.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_hex && text.size() == digits ? text : "";
}

std::vector<std::string> parents_in(const nlohmann::json& value) {
  std::vector<std::string> parents;
  const nlohmann::json* found = member_of(value, "parents");
  if (found == nullptr || !found->is_array()) return parents;
  for (const nlohmann::json& parent : *found) {
    if (parent.is_string()) parents.push_back(parent.get<std::string>());
  }
  return parents;
}

}  // namespace

bool is_drive_id(const std::string& text) {
  constexpr std::size_t k_longest_id = 128;
  return !text.empty() && text.size() <= k_longest_id &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

std::optional<DriveFile> file_in(const nlohmann::json& value) {
  constexpr std::size_t k_md5_digits = 32;
  constexpr std::size_t k_sha256_digits = 64;
  DriveFile file{.id = text_in(value, "id"),
                 .name = text_in(value, "name"),
                 .mime = text_in(value, "mimeType"),
                 .parents = parents_in(value),
                 .is_trashed = flag_in(value, "trashed", false),
                 .size = number_in(value, "size"),
                 .md5 = checksum_in(value, "md5Checksum", k_md5_digits),
                 .sha256 = checksum_in(value, "sha256Checksum", k_sha256_digits),
                 .modified_time = text_in(value, "modifiedTime"),
                 .head_revision = text_in(value, "headRevisionId"),
                 .drive_id = text_in(value, "driveId")};
  if (!is_drive_id(file.id)) return std::nullopt;
  if (file.size && *file.size < 0) file.size.reset();
  if (const nlohmann::json* target = member_of(value, "shortcutDetails")) {
    file.target_id = text_in(*target, "targetId");
    file.target_mime = text_in(*target, "targetMimeType");
  }
  if (const nlohmann::json* capabilities = member_of(value, "capabilities")) {
    file.may_download = flag_in(*capabilities, "canDownload", true);
  }
  return file;
}

bool is_hidden(const std::string& name) { return name.starts_with('.'); }

std::string part_of_path(const std::string& name) {
  constexpr std::size_t k_longest_name = 255;
  constexpr std::size_t k_kept_end = 15;
  std::string part;
  const bool is_dots = name.find_first_not_of('.') == std::string::npos;
  for (const char c : text::one_line(name)) {
    if (c == '/') {
      part += "\u2215";  // division slash
    } else if (c == '.' && is_dots) {
      part += "\u2024";  // one dot leader
    } else {
      part += c;
    }
  }
  if (part.empty()) return k_no_name;
  if (part.size() <= k_longest_name) return part;
  const std::vector<std::string> characters = text::utf8_characters(part);
  if (characters.size() <= k_longest_name) return part;
  const auto end = characters.end() - k_kept_end;
  const auto begin_end =
      characters.begin() + static_cast<std::ptrdiff_t>(k_longest_name - k_kept_end - 1);
  return text::join({characters.begin(), begin_end}, "") + "…" +
         text::join({end, characters.end()}, "");
}

std::string path_below(const std::string& folder, const std::string& name) {
  const std::string part = part_of_path(name);
  return folder.empty() ? part : folder + "/" + part;
}

bool is_media_name(const std::string& name, const std::string& mime) {
  const bool is_googles_own = mime.starts_with("application/vnd.google-apps.");
  return !is_googles_own && (media::has_media_extension(name) || !extension_of_mime(mime).empty());
}
bool is_media(const DriveFile& file) { return is_media_name(file.name, file.mime); }

std::string media_name(const std::string& name, const std::string& mime) {
  if (media::has_media_extension(name)) return name;
  return (name.empty() ? k_no_name : name) + extension_of_mime(mime);
}

std::string version_of(const DriveFile& file) {
  if (!file.sha256.empty()) return "sha256:" + file.sha256;
  if (!file.md5.empty()) return "md5:" + file.md5;
  if (!file.head_revision.empty()) return "revision:" + file.head_revision;
  return file.modified_time.empty() ? "" : "time:" + file.modified_time;
}

EntryOrProblem entry_of(const DriveFile& content, const std::string& identifier,
                        const std::string& path) {
  if (!content.may_download) return {.reason = "its owner forbade downloading it"};
  if (!content.size) return {.reason = "Google Drive does not say how large it is"};
  const std::string version = version_of(content);
  if (version.empty()) return {.reason = "Google Drive does not say which version it is"};
  const auto known = [](const std::string& checksum) {
    return checksum.empty() ? std::nullopt : std::optional(checksum);
  };
  return {.entry = media::MediaEntry{.identifier = identifier,
                                     .version = version,
                                     .path = path,
                                     .size = *content.size,
                                     .sha256 = known(content.sha256),
                                     .md5 = known(content.md5)}};
}

}  // namespace igbot::google_drive
