// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace igbot {

/// Makes the content of a file outlive a power cut. Throws ErrorKind::failed. Never for a database
/// that this process has open: closing a descriptor of it would drop SQLite's locks.
void sync_file(const std::filesystem::path& file);

/// Makes what was created, renamed or removed in the folder of `file` outlive a power cut. Throws
/// ErrorKind::failed.
void sync_folder_of(const std::filesystem::path& file);

}  // namespace igbot
