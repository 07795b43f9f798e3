// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace igbot::test {

/// Expects that what `page` (a file in man/) says between the headings `begin` and `end` is
/// `expected`. With IGBOT_ACCEPT in the environment the page is written anew instead.
void expect_section(const std::string& page, const std::string& begin, const std::string& end,
                    const std::string& expected);

}  // namespace igbot::test
