// SPDX-License-Identifier: MIT
#include "core/media/story_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace igbot::media {
namespace {

constexpr std::int64_t k_most_picture_pixels = 100'000'000;
constexpr int k_thinnest_picture = 100;  // one side this many times the other

constexpr double k_shortest_seconds = 3;
constexpr double k_longest_seconds = 60;
constexpr std::int64_t k_most_bytes = 100'000'000;
constexpr std::int64_t k_most_bits_per_second = 25'000'000;
constexpr int k_widest = 1920;
constexpr long k_fewest_frames = 23;
constexpr long k_most_frames = 60;
constexpr int k_most_audio_rate = 48'000;

/// Chroma 4:2:0, with 8 or 10 bits, as ffprobe names it.
constexpr std::array<std::string_view, 5> k_pixel_formats{"yuv420p", "yuvj420p", "yuv420p10le",
                                                          "nv12", "p010le"};

const std::string k_convert =
    "convert it: ffmpeg -i IN -c:v libx264 -pix_fmt yuv420p -c:a aac OUT.mp4";
const std::string k_convert_sound =
    "convert its sound: ffmpeg -i IN -c:v copy -c:a aac -ar 48000 OUT.mp4";

/// "75", "59.94".
std::string number_text(double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.2f", value);
  std::string shortened = text.data();
  shortened.erase(shortened.find_last_not_of('0') + 1);
  if (shortened.ends_with('.')) shortened.pop_back();
  return shortened;
}

std::vector<Unfit> picture_problems(const MediaFacts& facts) {
  const std::string size = std::to_string(facts.width) + "×" + std::to_string(facts.height);
  if (std::int64_t{facts.width} * facts.height > k_most_picture_pixels) {
    return {{"it has " + size + " pixels, more than 100 megapixels are not opened",
             "save it smaller, with 4000 pixels a side say"}};
  }
  const auto [shorter, longer] = std::minmax(facts.width, facts.height);
  if (longer / k_thinnest_picture > shorter) {
    return {{"it has " + size + " pixels, too thin for a picture", "cut a part out of it"}};
  }
  return {};
}

/// What is wrong with its shape and length.
void check_shape(const MediaFacts& facts, std::vector<Unfit>& problems) {
  if (facts.seconds < k_shortest_seconds) {
    problems.push_back({"it lasts " + number_text(facts.seconds) + " s, a story at least 3 s",
                        "repeat it: ffmpeg -stream_loop 3 -i IN -c copy OUT.mp4"});
  }
  if (facts.seconds > k_longest_seconds) {
    problems.push_back({"it lasts " + number_text(facts.seconds) + " s, a story at most 60 s",
                        "cut it: ffmpeg -i IN -t 59 -c copy OUT.mp4"});
  }
  if (facts.size > k_most_bytes) {
    problems.push_back({"it has " + number_text(static_cast<double>(facts.size) / 1e6) +
                            " MB, a story at most 100 MB",
                        "make it smaller: ffmpeg -i IN -b:v 8M OUT.mp4"});
  }
  if (facts.width > k_widest) {
    problems.push_back(
        {"it is " + std::to_string(facts.width) + " pixels wide, a story at most 1920",
         "make it smaller: ffmpeg -i IN -vf scale=1920:-2 OUT.mp4"});
  }
  if (facts.width * 10 < facts.height || facts.width > facts.height * 10) {
    problems.push_back({"it has " + std::to_string(facts.width) + "×" +
                            std::to_string(facts.height) +
                            " pixels, a story is between 1:10 and 10:1",
                        "cut it: ffmpeg -i IN -vf crop=ih*9/16:ih OUT.mp4"});
  }
}

/// What is wrong with how it is coded.
void check_streams(const MediaFacts& facts, std::vector<Unfit>& problems) {
  if (facts.video_codec != "h264" && facts.video_codec != "hevc") {
    problems.push_back(
        {"its video is " + facts.video_codec + ", a story's H.264 or HEVC", k_convert});
  } else if (std::find(k_pixel_formats.begin(), k_pixel_formats.end(), facts.pixel_format) ==
             k_pixel_formats.end()) {
    problems.push_back(
        {"its pixels are " + facts.pixel_format + ", a story's 4:2:0 (yuv420p)", k_convert});
  }
  const long frames = std::lround(facts.frames_per_second);
  if (frames < k_fewest_frames || frames > k_most_frames) {
    problems.push_back(
        {"it has " + number_text(facts.frames_per_second) + " frames a second, a story 23 to 60",
         "convert it: ffmpeg -i IN -r 30 OUT.mp4"});
  }
  if (facts.bits_per_second > k_most_bits_per_second) {
    problems.push_back({"it has " + number_text(static_cast<double>(facts.bits_per_second) / 1e6) +
                            " Mbit a second, a story at most 25",
                        "make it smaller: ffmpeg -i IN -b:v 8M OUT.mp4"});
  }
  if (!facts.audio_codec.empty() && facts.audio_codec != "aac") {
    problems.push_back({"its sound is " + facts.audio_codec + ", a story's AAC", k_convert_sound});
  } else if (facts.audio_rate > k_most_audio_rate) {
    problems.push_back(
        {"its sound has " + std::to_string(facts.audio_rate) + " Hz, a story's at most 48000",
         k_convert_sound});
  }
}

}  // namespace

std::vector<Unfit> story_problems(const MediaFacts& facts) {
  if (!facts.is_video) return picture_problems(facts);
  if (facts.video_codec.empty()) {
    return {{"there is no video in it", "choose a file with a picture"}};
  }
  std::vector<Unfit> problems;
  check_shape(facts, problems);
  check_streams(facts, problems);
  return problems;
}

}  // namespace igbot::media
