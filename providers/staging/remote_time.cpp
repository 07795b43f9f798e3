// SPDX-License-Identifier: MIT
#include "providers/staging/remote_time.hpp"

#include "core/error.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::staging {

Timestamp parse_remote_time(const std::string& text) {
  if (text.ends_with('Z')) {
    try {
      return parse_time(text, Zone::find("UTC"), Timestamp{});
    } catch (const Error&) {
      // Not a person's mistake: said below in other words.
    }
  }
  throw Error(ErrorKind::temporary,
              "a listing has a time that is none: " + text::one_line(text.substr(0, 40)));
}

}  // namespace igbot::staging
