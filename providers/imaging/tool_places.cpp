// SPDX-License-Identifier: MIT
#include "providers/imaging/tool_places.hpp"

namespace igbot::imaging {

ToolPlaces tools_of_this_program(const std::string& search_path) {
  std::error_code unknown;  // then nothing is found, which is told when a picture is opened
  const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  const auto prefix = program.parent_path().parent_path();
  return {.prepare_image = prefix / "libexec" / "igbotctl" / "prepare-image",
          .search_path = search_path};
}

}  // namespace igbot::imaging
