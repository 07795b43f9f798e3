// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

namespace igbot::cli {

/// What a person names as a new file: throws ErrorKind::conflict when there is one and
/// ErrorKind::not_found when its folder does not exist.
void require_free_name(const std::filesystem::path& output);

/// Writes a new file, whole or not at all. Throws as require_free_name, and ErrorKind::failed when
/// it cannot be written.
void write_new_file(const std::filesystem::path& output, std::string_view content);

/// Gives a file another content, whole or not at all, for others to read (mode 0644); after a power
/// cut it may have the former one. Throws ErrorKind::conflict when something else than an ordinary
/// file has that name (a device, a link, a folder) and ErrorKind::failed when it cannot be written.
void replace_file(const std::filesystem::path& output, std::string_view content);

}  // namespace igbot::cli
