// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "tests/support/graph_call.hpp"

namespace igbot::test {

/// What Meta's crawler got from an address.
struct FetchedMedia {
  std::string url;
  int status = 0;  ///< 0 = no answer
  std::string mime;
  std::shared_ptr<const std::string> bytes;
  bool is_too_large = false;
  bool has_timed_out = false;
};

struct FetchLimits {
  std::size_t bytes = 0;
  std::chrono::milliseconds time = std::chrono::seconds(5);
};

/// Fetches as Meta's crawler does: its user agent, no redirects. Only from this machine; any other
/// address is like one that nobody answers at.
FetchedMedia fetch_as_crawler(const std::string& url, const FetchLimits& limits);

/// 8 MiB and 100 MB (developers.facebook.com/docs/instagram-platform/content-publishing).
inline constexpr std::size_t k_largest_picture = 8U << 20U;
inline constexpr std::size_t k_largest_video = 100'000'000;

/// Why Instagram refuses what was fetched as a picture or video, by the error table of content
/// publishing; nothing when it takes it. Pictures are JPEG and no MPO; of a video the index stands
/// first.
std::optional<GraphProblem> picture_problem(const FetchedMedia& fetched);
std::optional<GraphProblem> video_problem(const FetchedMedia& fetched);

/// The boxes of an MP4 file and nothing to see in it; another seed gives other bytes.
std::string small_mp4(int seed = 0);

}  // namespace igbot::test
