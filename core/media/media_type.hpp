// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace igbot::media {

/// Bytes from the start of a file that `detect_mime` wants to see; fewer are fine.
inline constexpr std::size_t k_head_size = 64;

/// The MIME type the first bytes speak for: JPEG, PNG, GIF, WebP, HEIC, MP4 or QuickTime; nothing
/// for anything else. Only signatures are read (ISO/IEC 14496-12 `ftyp` brands for the last
/// three): a damaged file may still pass.
std::optional<std::string> detect_mime(std::string_view head);

/// Whether a file name has one of the extensions a library holds, in any case:
/// .jpg .jpeg .png .gif .webp .heic .mp4 .mov.
bool has_media_extension(std::string_view name);

/// The MIME type such an extension promises: for files whose bytes were not read.
std::string mime_of_extension(std::string_view name);

inline bool is_video(std::string_view mime) { return mime.starts_with("video/"); }

}  // namespace igbot::media
