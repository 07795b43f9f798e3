// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace igbot::fuzz {

using Target = void (*)(std::string_view input);

/// Every target by its name; generated from the list in CMakeLists.txt.
const std::vector<std::pair<std::string_view, Target>>& targets();

}  // namespace igbot::fuzz
