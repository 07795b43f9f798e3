// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace igbot::test {

/// Opens an address of this machine as a browser does, but for redirects: returns where it is sent
/// on to, or the page. Throws std::runtime_error without an answer.
std::string open_in_browser(const std::string& url);

}  // namespace igbot::test
