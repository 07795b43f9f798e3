// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace igbot::test {

/// What is wrong with a backup that was made this instant: not sound, or other rows than the
/// database has. Its own audit entry is no difference.
std::vector<std::string> look_at_backup(const std::filesystem::path& copy,
                                        const std::filesystem::path& database);

}  // namespace igbot::test
