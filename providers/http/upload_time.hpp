// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>

namespace igbot::http {

/// What the upload of a file may take on top of a request's usual time, on the slowest line that is
/// still waited for (100 kB/s). Nothing for a file that cannot be read: sending it will say so.
std::chrono::seconds time_to_upload(const std::filesystem::path& file);

}  // namespace igbot::http
