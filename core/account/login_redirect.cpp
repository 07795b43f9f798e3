// SPDX-License-Identifier: MIT
#include "core/account/login_redirect.hpp"

#include <map>

#include "core/error.hpp"
#include "core/http/url.hpp"
#include "core/text/text.hpp"

namespace igbot {
namespace {

constexpr std::size_t k_longest_address = 8192;

/// Each name once; Instagram puts "#_" behind the address, which belongs to nothing.
std::map<std::string, std::string> query_of(const std::string& address) {
  const std::string without_fragment = address.substr(0, address.find('#'));
  const auto mark = without_fragment.find('?');
  const std::string query =
      mark == std::string::npos ? without_fragment : without_fragment.substr(mark + 1);
  std::map<std::string, std::string> values;
  for (const std::string& pair : text::split(query, '&')) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos) continue;
    const std::string name = http::query_decode(pair.substr(0, equals));
    if (!values.emplace(name, http::query_decode(pair.substr(equals + 1))).second) return {};
  }
  return values;
}

}  // namespace

LoginRedirect parse_login_redirect(const std::string& pasted) {
  const std::string address = text::trim(pasted);
  const Error unfit(ErrorKind::usage, "this is not the address that a login ends with",
                    "copy the whole address of the page you were sent to; it has state= in it");
  if (address.size() > k_longest_address || text::one_line(address) != address) throw unfit;
  auto values = query_of(address);
  LoginRedirect redirect{values["state"], Secret(values["code"]), values["error"],
                         values["error_description"]};
  if (redirect.error.empty()) redirect.error = values["error_reason"];
  if (redirect.state.empty() || redirect.code.empty() == redirect.error.empty()) throw unfit;
  return redirect;
}

Error not_granted(const LoginRedirect& redirect, const std::string& again) {
  if (redirect.error == "access_denied" || redirect.error == "user_denied") {
    return {ErrorKind::auth, "access was not granted: the person declined", again};
  }
  const std::string why = redirect.description.empty() ? redirect.error : redirect.description;
  return {ErrorKind::auth, "access was not granted: " + text::one_line(why), again};
}

}  // namespace igbot
