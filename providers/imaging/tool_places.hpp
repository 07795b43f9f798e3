// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace igbot::imaging {

/// Where the programs are that see into pictures and videos, and how long each may take.
struct ToolPlaces {
  std::filesystem::path prepare_image;
  /// A PATH to find ffprobe and ffmpeg in; empty = the system's usual folders.
  std::string search_path;
  std::chrono::milliseconds picture_limit{std::chrono::minutes{2}};
  std::chrono::milliseconds video_limit{std::chrono::minutes{5}};
};

/// Those of the running program: prepare-image lies in ../libexec/igbotctl beside its folder,
/// where it was built as where it is installed.
ToolPlaces tools_of_this_program(const std::string& search_path);

}  // namespace igbot::imaging
