// SPDX-License-Identifier: MIT
#include "providers/staging/crawler_check.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/http/url.hpp"
#include "core/media/media_host.hpp"
#include "core/media/media_type.hpp"
#include "core/text/text.hpp"

namespace igbot::staging {
namespace {

using std::chrono::milliseconds;

/// Meta's own reproduction of its crawler asks for "bytes=0-524288".
constexpr std::uint64_t k_last_byte = 524288;
constexpr std::array k_pauses{milliseconds{500}, milliseconds{1000}, milliseconds{2000}};
constexpr int k_redirect_first = 300;
constexpr int k_redirect_last = 399;

/// "image/jpeg" of "Image/JPEG; q=1".
std::string type_of(const http::Response& response) {
  const std::string type = response.header("Content-Type").value_or("");
  return text::to_lower(text::trim(type.substr(0, type.find(';'))));
}

/// The size of the whole file, as far as the answer says it.
std::optional<std::uint64_t> whole_size(const http::Response& response) {
  std::optional<std::int64_t> size;
  if (response.status == 206) {
    const std::string range = response.header("Content-Range").value_or("");
    size = text::to_integer(range.substr(range.rfind('/') + 1));
  } else if (const auto length = response.header("Content-Length")) {
    size = text::to_integer(*length);
  } else if (response.body.size() <= k_last_byte) {
    size = static_cast<std::int64_t>(response.body.size());
  }
  if (!size || *size < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*size);
}

std::optional<CrawlFinding> judge_status(int status) {
  const std::string number = " (status " + std::to_string(status) + ")";
  if (status == 200 || status == 206) return std::nullopt;
  if (status >= k_redirect_first && status <= k_redirect_last) {
    return CrawlFinding{ErrorKind::config, "it redirects to another address" + number,
                        "give the address that the files are served from; Instagram does not "
                        "follow redirects"};
  }
  if (status == 404 || status == 410) {
    return CrawlFinding{ErrorKind::config, "the copy is not found there" + number,
                        "check that this address serves the place where copies are put", true};
  }
  if (status == 429 || status >= 500) {
    return CrawlFinding{ErrorKind::temporary, "the server is not able to answer now" + number,
                        "try again later", true};
  }
  if (status == 401 || status == 403 || status == 451) {
    return CrawlFinding{ErrorKind::config, "Meta's crawler is refused" + number,
                        "let facebookexternalhit fetch without a login: robots.txt, bot and "
                        "hot-link protection, firewall, policy of the bucket"};
  }
  return CrawlFinding{ErrorKind::config, "Meta's crawler is not answered" + number,
                      "the server must answer a GET with a Range header with 200 or 206"};
}

std::optional<CrawlFinding> judge_type(const http::Response& response,
                                       const ExpectedCopy& expected) {
  const std::string type = type_of(response);
  if (type == expected.mime) return std::nullopt;
  if (type == "text/html") {
    return CrawlFinding{ErrorKind::config, "a web page comes instead of the file",
                        "use an address without a warning page, viewer or login in between"};
  }
  return CrawlFinding{ErrorKind::config,
                      "its Content-Type is " +
                          (type.empty() ? "missing" : text::one_line(type.substr(0, 60))) +
                          ", not " + expected.mime,
                      "let the server send " + expected.mime + " for such files"};
}

/// Type, size and first bytes of a file that came.
std::optional<CrawlFinding> judge_file(const http::Response& response,
                                       const ExpectedCopy& expected) {
  if (auto wrong = judge_type(response, expected)) return wrong;
  const std::optional<std::uint64_t> size = whole_size(response);
  const std::uint64_t asked = std::min(expected.size, k_last_byte + 1);
  if ((size && *size != expected.size) || response.body.size() < asked) {
    return CrawlFinding{ErrorKind::config,
                        "its size is " + std::to_string(size.value_or(response.body.size())) +
                            " bytes instead of " + std::to_string(expected.size),
                        "serve the file unchanged: no optimisation, no cut"};
  }
  if (media::detect_mime(std::string_view(response.body).substr(0, media::k_head_size)) !=
      expected.mime) {
    return CrawlFinding{ErrorKind::config, "its bytes are no " + expected.mime,
                        "serve the file unchanged: no optimisation, no encryption"};
  }
  return std::nullopt;
}

http::Request crawler_request(const std::string& url, UrlFrom from) {
  http::Request request;
  request.url = url;
  request.headers = {{"User-Agent", std::string(media::k_crawler_agent)},
                     {"Accept", "*/*"},
                     {"Range", "bytes=0-" + std::to_string(k_last_byte)}};
  // Plain http to this machine is for trying out.
  request.only_public = from == UrlFrom::store && !http::is_loopback_url(url);
  request.connect_timeout = milliseconds{5000};
  request.timeout = milliseconds{20000};
  request.max_response_bytes = k_last_byte + 1;
  request.cut_long_answer = true;
  return request;
}

/// The transport's words, without the path that only Instagram is to know.
std::string without_path(std::string words, const std::string& url) {
  const std::string shown = http::redact_url(url);
  const std::size_t at = words.find(shown);
  if (at != std::string::npos) words.replace(at, shown.size(), http::origin_of_url(url));
  return words;
}

std::optional<CrawlFinding> look(http::HttpClient& http, const std::string& url,
                                 const ExpectedCopy& expected, UrlFrom from) {
  try {
    return judge_crawl(http.send(crawler_request(url, from)), expected);
  } catch (const http::TransportError& error) {
    return CrawlFinding{ErrorKind::temporary, without_path(error.what(), url),
                        "the address must be reachable from the internet with a valid "
                        "certificate and answer within seconds",
                        true};
  }
}

}  // namespace

std::optional<CrawlFinding> judge_crawl(const http::Response& response,
                                        const ExpectedCopy& expected) {
  if (auto wrong = judge_status(response.status)) return wrong;
  return judge_file(response, expected);
}

void check_as_crawler(http::HttpClient& http, Clock& clock, const std::string& url,
                      const ExpectedCopy& expected, UrlFrom from) {
  if (!http::is_allowed_url(url)) {
    throw Error(ErrorKind::config,
                "not an address that Instagram takes: " + http::origin_of_url(url),
                "use https and letters of US-ASCII");
  }
  std::optional<CrawlFinding> wrong = look(http, url, expected, from);
  for (const milliseconds pause : k_pauses) {
    if (!wrong || !wrong->may_pass) break;
    clock.sleep_for(pause);
    wrong = look(http, url, expected, from);
  }
  if (!wrong) return;
  throw Error(wrong->kind,
              "Instagram could not fetch from " + http::origin_of_url(url) + ": " + wrong->cause,
              wrong->help);
}

}  // namespace igbot::staging
