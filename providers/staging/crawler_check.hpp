// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/http/http.hpp"

namespace igbot::staging {

/// What Meta's crawler has to find under a URL.
struct ExpectedCopy {
  std::string mime;  ///< image/jpeg or video/mp4
  std::uint64_t size = 0;
};

/// Why Instagram would not take what came, and whether another look may find it right.
struct CrawlFinding {
  ErrorKind kind = ErrorKind::config;
  std::string cause;
  std::string help;
  bool may_pass = false;
};

/// Judges an answer to the crawler's request for the first 512 KiB; nothing when all is right.
std::optional<CrawlFinding> judge_crawl(const http::Response& response,
                                        const ExpectedCopy& expected);

/// Who says where a copy lies: the operator, whose own network may name a public host by an inner
/// address, or a store in its answer, which may lead to public addresses only.
enum class UrlFrom { us, store };

/// Looks at a URL as Meta's crawler does (its user agent, a range, no redirects, answers within
/// seconds), and again after short pauses while the copy may still be on its way. Throws
/// ErrorKind::config or ::temporary with cause and help when Instagram could not fetch it; no error
/// shows more of the URL than its host.
void check_as_crawler(http::HttpClient& http, Clock& clock, const std::string& url,
                      const ExpectedCopy& expected, UrlFrom from = UrlFrom::us);

}  // namespace igbot::staging
