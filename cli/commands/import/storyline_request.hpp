// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/services.hpp"
#include "core/legacy/storyline_import.hpp"

namespace igbot::cli {

struct StorylineOptions {
  std::string dump;
  std::optional<std::string> media_dir;
  std::vector<std::string> media_map;
  std::optional<std::string> old_key_file;
  bool without_tokens = false;
  bool include_state = false;
  bool plan = false;
  bool yes = false;
};

/// Throws ErrorKind::not_found when the file cannot be opened.
legacy::StorylineDump read_dump(const StorylineOptions& options, Io& io);

/// What the options and the configuration ask for. Keys are read when they are needed.
legacy::StorylineRequest request_for(const StorylineOptions& options, Services& services, Io& io);

}  // namespace igbot::cli
