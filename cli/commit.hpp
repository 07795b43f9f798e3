// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace igbot::cli {

/// The commit this program was built from, 12 digits, with "+dirty" after them when the tree had
/// changes; empty when it was built outside git.
std::string_view commit();

}  // namespace igbot::cli
