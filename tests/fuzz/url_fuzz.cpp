// SPDX-License-Identifier: MIT
#include <string>

#include "core/http/url.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// No address that two readers could understand differently is allowed, and none that is shown has
/// a query or a user name in it.
void fuzz_url(std::string_view input) {
  const std::string shown = http::redact_url(input);
  require(shown.find_first_of("?#") == std::string::npos, "a query is shown");
  const std::string origin = http::origin_of_url(input);
  if (!http::is_allowed_url(input)) {
    require(!http::is_loopback_url(input), "a loopback address that is not allowed");
    return;
  }
  require(is_plain_line(input) && input.find_first_of(" \\") == std::string_view::npos,
          "an ambiguous address is allowed");
  const std::string host = origin.substr(origin.find("://") + 3);
  require(host.find('@') == std::string::npos, "a user name is allowed");
  require(http::is_allowed_url(origin), "the origin of an allowed address is not allowed");
  require(http::is_loopback_url(origin) == http::is_loopback_url(input),
          "an address is another machine than its origin");
  const bool is_local = host.starts_with("127.") || host.starts_with("[::1]") ||
                        host.size() >= 9;  // localhost in any case of letters
  require(!http::is_loopback_url(input) || is_local, "plain http to another machine");
}

}  // namespace igbot::fuzz
