// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace igbot::test {

/// Expects that the file says `expected`. With IGBOT_ACCEPT in the environment it is written anew
/// instead.
void expect_file(const std::string& path, const std::string& expected);

/// Expects that what `page` (a file in man/) says between the headings `begin` and `end` is
/// `expected`, as expect_file does.
void expect_section(const std::string& page, const std::string& begin, const std::string& end,
                    const std::string& expected);

}  // namespace igbot::test
