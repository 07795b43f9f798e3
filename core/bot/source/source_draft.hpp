// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/media/media_source.hpp"

namespace igbot::bot {

/// What a conversation that connects a media source knows so far; its secret is sealed beside it.
struct SourceDraft {
  SourceType type = SourceType::google_drive;
  /// Counts the pages that were shown: the buttons of the newest one alone are in force.
  std::int64_t turn = 0;
  std::vector<media::MediaFolder> folders;  ///< those that are offered as buttons
  std::string candidate;                    ///< the folder to look into: a Drive id or a path
  std::string config;                       ///< of the source that was found; empty before
};

std::string to_json_text(const SourceDraft& draft);
SourceDraft parse_source_draft(const std::string& json);

}  // namespace igbot::bot
