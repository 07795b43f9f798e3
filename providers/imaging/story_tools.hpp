// SPDX-License-Identifier: MIT
#pragma once

#include "core/media/story_media.hpp"
#include "providers/imaging/tool_places.hpp"

namespace igbot::imaging {

/// Story media by prepare-image and ffmpeg. What the content is, its first bytes decide, never the
/// name.
class StoryTools final : public media::StoryMedia {
 public:
  explicit StoryTools(ToolPlaces places) : places_(std::move(places)) {}

  media::MediaFacts probe(const std::filesystem::path& file) override;
  std::vector<media::Unfit> unfit(const media::MediaFacts& facts) override;
  media::MediaFacts prepare(const std::filesystem::path& from, const std::filesystem::path& to,
                            media::Fit fit) override;

 private:
  media::MediaFacts make_video(const std::filesystem::path& from, const std::filesystem::path& to);

  ToolPlaces places_;
};

}  // namespace igbot::imaging
