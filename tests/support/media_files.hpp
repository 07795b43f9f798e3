// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace igbot::test {

/// Bytes that pass for a JPEG by their signature; different text, different content.
std::string fake_jpeg(const std::string& text);

/// Writes a file below `folder`, with the folders on its way, and gives it a modification time that
/// grows with every call: a file written twice never looks untouched.
void write_file(const std::filesystem::path& folder, const std::string& path,
                const std::string& bytes);
/// The same with `fake_jpeg(text)`.
void write_photo(const std::filesystem::path& folder, const std::string& path,
                 const std::string& text);
/// Another modification time, the same content.
void touch(const std::filesystem::path& folder, const std::string& path);

}  // namespace igbot::test
