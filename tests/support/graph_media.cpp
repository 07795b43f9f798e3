// SPDX-License-Identifier: MIT
#include "tests/support/graph_media.hpp"

#include <httplib.h>

#include <string_view>

#include "core/http/url.hpp"
#include "core/media/media_host.hpp"
#include "tests/support/telegram_rules.hpp"

namespace igbot::test {
namespace {

GraphProblem not_fetchable(const std::string& why) {
  return {.code = 9004,
          .subcode = 2207052,
          .message = "Only photo or video can be accepted as media type.",
          .title = "Media download failed",
          .user_message =
              "The media could not be fetched from this URI: " + why + ". Please check the URI."};
}

/// What was fetched at all; nothing when it may be looked into.
std::optional<GraphProblem> fetch_problem(const FetchedMedia& fetched) {
  if (fetched.has_timed_out) {
    return GraphProblem{.code = -2,
                        .subcode = 2207003,
                        .message = "Timeout while downloading the media.",
                        .title = "Timeout",
                        .user_message = "It takes too long to download the media.",
                        .is_transient = true};
  }
  if (fetched.status == 0 && !fetched.is_too_large) return not_fetchable("no answer");
  if (fetched.status != 200 && !fetched.is_too_large) {
    return not_fetchable("status " + std::to_string(fetched.status));
  }
  return std::nullopt;
}

bool is_multi_picture(std::string_view jpeg) {
  // CIPA DC-007: the APP2 segment of an MPO file begins with "MPF" and a zero.
  return jpeg.substr(0, 1U << 16U).find(std::string_view("MPF\0", 4)) != std::string_view::npos;
}

GraphProblem wrong_video(const std::string& why) {
  return {.code = 352,
          .subcode = 2207026,
          .message = "The video format is not supported.",
          .title = "Unsupported video format",
          .user_message = "The video format is not supported: " + why + "."};
}

/// Where the first box of that type begins among the outermost; npos = there is none.
std::size_t box_at(std::string_view file, std::string_view type) {
  std::size_t at = 0;
  while (at + 8 <= file.size()) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      size = (size << 8U) | static_cast<unsigned char>(file[at + i]);
    }
    if (file.substr(at + 4, 4) == type) return at;
    if (size < 8) break;
    at += size;
  }
  return std::string_view::npos;
}

std::string box(std::string_view type, const std::string& content) {
  const std::size_t size = content.size() + 8;
  std::string bytes;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    bytes += static_cast<char>((size >> shift) & 0xFFU);
  }
  return bytes.append(type) + content;
}

}  // namespace

FetchedMedia fetch_as_crawler(const std::string& url, const FetchLimits& limits) {
  FetchedMedia fetched{.url = url, .mime = {}, .bytes = std::make_shared<const std::string>()};
  if (!http::is_loopback_url(url)) return fetched;
  const std::size_t slash = url.find('/', url.find("://") + 3);
  httplib::Client client(url.substr(0, slash));
  client.set_follow_location(false);
  client.set_connection_timeout(limits.time);
  client.set_read_timeout(limits.time);
  std::string bytes;
  const auto answer = client.Get(
      slash == std::string::npos ? "/" : url.substr(slash),
      {{"User-Agent", std::string(media::k_crawler_agent)}},
      [&fetched](const httplib::Response& response) {
        fetched.status = response.status;
        fetched.mime = response.get_header_value("Content-Type");
        return true;
      },
      [&](const char* data, std::size_t size) {
        fetched.is_too_large = bytes.size() + size > limits.bytes;
        if (!fetched.is_too_large) bytes.append(data, size);
        return !fetched.is_too_large;
      });
  fetched.has_timed_out = answer.error() == httplib::Error::Read;
  if (!answer && !fetched.is_too_large) fetched.status = 0;
  fetched.bytes = std::make_shared<const std::string>(std::move(bytes));
  return fetched;
}

std::optional<GraphProblem> picture_problem(const FetchedMedia& fetched) {
  if (auto problem = fetch_problem(fetched)) return problem;
  if (fetched.is_too_large) {
    return GraphProblem{.code = 36000,
                        .subcode = 2207004,
                        .message = "The image size is too large.",
                        .title = "Image size is too large",
                        .user_message = "The image is too large to download. Its limit is 8 MiB."};
  }
  if (!fetched.mime.starts_with("image/")) return not_fetchable("it is " + fetched.mime);
  const auto image = image_info(*fetched.bytes);
  if (!image || image->format != "jpeg" || fetched.mime != "image/jpeg" ||
      is_multi_picture(*fetched.bytes)) {
    return GraphProblem{.code = 36001,
                        .subcode = 2207005,
                        .message = "The image format is not supported.",
                        .title = "Unsupported image format",
                        .user_message = "The image format is not supported. Use JPEG."};
  }
  return std::nullopt;
}

std::optional<GraphProblem> video_problem(const FetchedMedia& fetched) {
  if (auto problem = fetch_problem(fetched)) return problem;
  if (fetched.is_too_large) return wrong_video("more than 100 MB");
  if (fetched.mime != "video/mp4" && fetched.mime != "video/quicktime") {
    return not_fetchable("it is " + fetched.mime);
  }
  if (box_at(*fetched.bytes, "ftyp") != 0) return wrong_video("neither MP4 nor MOV");
  const std::size_t index = box_at(*fetched.bytes, "moov");
  if (index == std::string_view::npos || index > box_at(*fetched.bytes, "mdat")) {
    return wrong_video("the moov atom is not at the front");
  }
  return std::nullopt;
}

std::string small_mp4(int seed) {
  return box("ftyp", std::string("isom\0\0\2\0isommp41", 16)) + box("moov", "") +
         box("mdat", "seed " + std::to_string(seed));
}

}  // namespace igbot::test
