// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/media/story_media.hpp"

namespace igbot::media {

/// Why Instagram would refuse a file as a story even after it was prepared; empty = it would not.
/// For videos by its rules for story videos (Instagram Platform, "IG User Media"); pictures are
/// only refused when they are too large to be opened. In a fix, IN and OUT stand for the files.
std::vector<Unfit> story_problems(const MediaFacts& facts);

}  // namespace igbot::media
