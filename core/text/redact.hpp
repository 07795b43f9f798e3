// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace igbot::text {

/// The one place where text leaves the program: tokens, signed queries and credentials in it become
/// "[redacted]".
std::string redact(std::string_view text);

}  // namespace igbot::text
