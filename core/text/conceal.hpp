// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace igbot::text {

/// Puts "[redacted]" in place of these secrets, as they are or in base64 (both alphabets) wherever
/// they lie in what was encoded: of that the few characters at either end that belong to what stood
/// around it stay. Any character may be written as %XX or as in JSON. For secrets that are known;
/// text::redact finds others by how they look. What is shorter than 8 bytes stays: it would be
/// found everywhere.
std::string conceal(std::string_view text, const std::vector<std::string>& secrets);

}  // namespace igbot::text
