// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace igbot::media {

/// How a picture that is not 9:16 fills a story of 1080×1920 pixels.
enum class Fit {
  blur,  ///< whole, over a blurred enlargement of itself
  pad,   ///< whole, between bars of its edge colour
  crop,  ///< filling, its sides cut off
  none,  ///< as it is, only made smaller when it is larger than that
};
std::string to_string(Fit fit);
/// Nothing for a word that names no fit.
std::optional<Fit> fit_from(const std::string& text);

/// What the bytes of a file say about it.
struct MediaFacts {
  std::string mime;  ///< by magic bytes
  bool is_video = false;
  std::int64_t size = 0;  ///< bytes
  int width = 0;          ///< as shown, orientation applied; pixels
  int height = 0;
  double seconds = 0;  ///< videos: duration
  double frames_per_second = 0;
  std::int64_t bits_per_second = 0;
  std::string video_codec;   ///< as ffprobe names it: h264, hevc, vp9; empty = no picture in it
  std::string pixel_format;  ///< as ffprobe names it: yuv420p
  std::string audio_codec;   ///< empty = silent
  int audio_rate = 0;        ///< Hz
  bool moov_first = true;    ///< MP4 and MOV: the index stands before the media
};

/// One reason why Instagram would not take a file as a story, and what helps.
struct Unfit {
  std::string reason;
  std::string fix;
};

/// The port to the tools that read and make pictures and videos; both run outside this process,
/// with limits. Safe for use by several threads.
class StoryMedia {
 public:
  virtual ~StoryMedia() = default;
  /// Looks at a file. Throws ErrorKind::failed when it cannot be read as what it claims to be, and
  /// ErrorKind::config when a tool is missing.
  virtual MediaFacts probe(const std::filesystem::path& file) = 0;
  /// Why Instagram would refuse it as a story even after `prepare`; empty = it would not.
  virtual std::vector<Unfit> unfit(const MediaFacts& facts) = 0;
  /// Makes what Instagram gets, as a new file `to`: of a picture a JPEG (orientation applied, sRGB,
  /// no metadata, at most 8,000,000 bytes), of a video the same streams with the index first.
  /// Throws ErrorKind::failed with the reason when the file does not fit; leaves nothing then.
  virtual MediaFacts prepare(const std::filesystem::path& from, const std::filesystem::path& to,
                             Fit fit) = 0;
};

}  // namespace igbot::media
