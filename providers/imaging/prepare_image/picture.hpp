// SPDX-License-Identifier: MIT
#pragma once

#include <vips/vips8>

namespace igbot::prepare_image {

/// Makes libvips ready to read what comes from strangers: one thread, no untrusted loaders, nothing
/// in temporary files. Throws Refusal.
void start_vips();

/// A picture that was opened and not decoded: JPEG, PNG, WebP, GIF or HEIC by its content, of
/// anything with several pages the first.
struct Picture {
  vips::VSource source;
  int width = 0;  ///< as shown, orientation applied
  int height = 0;
  /// Whether its numbers mean something else than those of sRGB: it has a profile, or is CMYK.
  bool is_managed = false;
};

/// Reads the header. Throws Refusal for what is no regular file or none of those formats, and
/// vips::VError for a broken header.
Picture open_picture(const char* file);

/// Throws Refusal for a picture of more pixels, or longer and thinner, than is decoded.
void require_bearable(const Picture& picture);

}  // namespace igbot::prepare_image
