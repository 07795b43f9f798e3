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

/// Makes the folder of `file` and those above it where they are missing, each outliving a power
/// cut. Throws ErrorKind::failed when it cannot be synced; a folder that cannot be made shows when
/// `file` is.
void create_folders_of(const std::filesystem::path& file);

/// Makes an empty file that only this user may read; throws ErrorKind::conflict when there is one
/// and ErrorKind::failed when it cannot be made.
void create_private_file(const std::filesystem::path& file);

/// Gives a finished file its name, for good; throws ErrorKind::conflict when another has that name
/// and ErrorKind::failed when it cannot be given.
void give_name(const std::filesystem::path& finished, const std::filesystem::path& name);

}  // namespace igbot
