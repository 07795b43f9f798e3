// SPDX-License-Identifier: MIT
#pragma once

#include "core/media/story_media.hpp"
#include "providers/imaging/tool_places.hpp"

namespace igbot::imaging {

/// Fills in what ffprobe and the file's own index say of an MP4 or QuickTime file. Throws as
/// StoryMedia::probe.
void probe_video(const ToolPlaces& places, const std::filesystem::path& file,
                 media::MediaFacts& facts);

/// Writes the same streams to a new file with the index before the media; what is there after a
/// failure is the caller's to remove. Throws as StoryMedia::prepare.
void put_index_first(const ToolPlaces& places, const std::filesystem::path& from,
                     const std::filesystem::path& to, const media::MediaFacts& facts);

}  // namespace igbot::imaging
