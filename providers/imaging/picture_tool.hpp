// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/media/story_media.hpp"
#include "providers/imaging/tool_places.hpp"

namespace igbot::imaging {

/// Fills in width and height of a picture. Throws as StoryMedia::probe.
void probe_picture(const ToolPlaces& places, const std::filesystem::path& file,
                   media::MediaFacts& facts);

/// Makes the JPEG of a picture as a new file `to`; what is there after a failure is the caller's to
/// remove. Throws as StoryMedia::prepare.
media::MediaFacts prepare_picture(const ToolPlaces& places, const std::filesystem::path& from,
                                  const std::filesystem::path& to, media::Fit fit);

}  // namespace igbot::imaging
