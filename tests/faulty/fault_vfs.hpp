// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace igbot::faulty {

inline constexpr const char* k_vfs_name = "faulty";

/// Registers the VFS "faulty" with SQLite: the system's, with each operation announced to faults()
/// and each write told to disk(). As the default it is under every connection of the process, also
/// one that forgets to name it. `synchronous`, when not empty, is what connections have in place of
/// what they ask for.
void register_vfs(bool as_default, const std::string& synchronous = {});

}  // namespace igbot::faulty
