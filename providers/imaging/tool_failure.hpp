// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "providers/process/child.hpp"

namespace igbot::imaging {

/// Throws ErrorKind::failed when a tool did not end well, with what it said last about the file;
/// `what` is "picture" or "video".
void require_success(const process::Ended& ended, const std::string& what,
                     const std::filesystem::path& file);

}  // namespace igbot::imaging
