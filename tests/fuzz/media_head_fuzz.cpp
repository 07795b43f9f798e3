// SPDX-License-Identifier: MIT
#include <string>

#include "core/media/media_source.hpp"
#include "core/media/media_type.hpp"
#include "providers/staging/copy_name.hpp"
#include "providers/staging/crawler_check.hpp"
#include "providers/staging/remote_time.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// The first bytes of a file, its name, and what a crawler finds of a copy.
void fuzz_media_head(std::string_view input) {
  const auto mime = media::detect_mime(input);
  require(!mime || mime->starts_with("image/") || mime->starts_with("video/"), "no type of media");
  if (mime && input.size() > media::k_head_size) {
    require(media::detect_mime(input.substr(0, media::k_head_size)).has_value(),
            "a type that does not show in the first bytes");
  }
  require(media::has_media_extension(input) == !media::mime_of_extension(input).empty() ||
              !media::has_media_extension(input),
          "an extension without a type");
  require(!media::category_of(input).empty(), "a file without a category");
  const http::Response answer = answer_of(input);
  for (const char* expected : {"image/jpeg", "video/mp4"}) {
    if (const auto finding = staging::judge_crawl(answer, {expected, answer.body.size()})) {
      check_failure(Error(finding->kind, finding->cause, finding->help), input);
    }
  }
  const std::string_view last = staging::last_part(input);
  require(last.find('/') == std::string_view::npos, "a name with a folder");
  require(
      !staging::is_copy_name(input) || (is_plain_line(input) && input.size() < 64 && last == input),
      "the name of a copy that is none");
  attempt(input, [&] { staging::parse_remote_time(std::string(input)); });
}

}  // namespace igbot::fuzz
