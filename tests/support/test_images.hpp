// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace igbot::test {

/// A small, valid baseline JPEG of that size: flat coloured blocks that follow `seed`. Two calls
/// with equal arguments give equal bytes, another seed gives other bytes, and from 64 pixels on
/// another picture, too. 1..65535 per side.
std::string jpeg_bytes(int width, int height, int seed = 0);

/// The same as a PNG (8-bit RGB, uncompressed inside).
std::string png_bytes(int width, int height, int seed = 0);

}  // namespace igbot::test
