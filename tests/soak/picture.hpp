// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace igbot::test {

/// The bytes of a picture of that name: what any server gets can be told from them.
std::string picture_bytes(const std::string& name);
/// The name of the picture in a file; empty when it is none.
std::string picture_in(const std::filesystem::path& file);

}  // namespace igbot::test
