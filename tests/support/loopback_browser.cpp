// SPDX-License-Identifier: MIT
#include "tests/support/loopback_browser.hpp"

#include <httplib.h>

#include <stdexcept>

namespace igbot::test {

std::string open_in_browser(const std::string& url) {
  const std::size_t path = url.find('/', url.find("://") + 3);
  httplib::Client browser(url.substr(0, path));
  const auto answer = browser.Get(path == std::string::npos ? "/" : url.substr(path));
  if (!answer) throw std::runtime_error("no answer: " + url);
  const std::string location = answer->get_header_value("Location");
  return location.empty() ? answer->body : location;
}

}  // namespace igbot::test
