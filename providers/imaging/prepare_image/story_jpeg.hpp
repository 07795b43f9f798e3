// SPDX-License-Identifier: MIT
#pragma once

#include "core/media/story_media.hpp"
#include "providers/imaging/prepare_image/picture.hpp"

namespace igbot::prepare_image {

/// The picture as a story: upright, sRGB with 8 bits, opaque (white behind what was transparent),
/// filling 1080×1920 as `fit` says. Throws vips::VError when it is damaged.
vips::VImage make_story(const Picture& picture, media::Fit fit);

/// Writes a new file: a baseline JPEG without metadata; returns its size in bytes. Leaves no file
/// when it throws Refusal.
std::size_t write_jpeg(const vips::VImage& story, const char* file);

}  // namespace igbot::prepare_image
