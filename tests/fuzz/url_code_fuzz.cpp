// SPDX-License-Identifier: MIT
#include <string>

#include "core/http/form.hpp"
#include "core/http/url.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// What is encoded is decoded to the same; nothing but unreserved characters is left.
void fuzz_url_code(std::string_view input) {
  const std::string encoded = http::percent_encode(input);
  require(encoded.size() <= 3 * input.size(), "an encoded text is too long");
  require(http::percent_decode(encoded) == std::string(input), "encoding changed a text");
  require(http::query_decode(encoded) == input, "encoding changed the value of a query");
  if (const auto decoded = http::percent_decode(input)) {
    require(decoded->size() <= input.size(), "a decoded text is longer");
    require(http::percent_decode(http::percent_encode(*decoded)) == decoded, "decoding is unsure");
  }
  require(http::query_decode(input).size() <= input.size(), "a decoded value is longer");
  const auto pieces = pieces_of(input, 2);
  const std::string form = http::form_text({{pieces[0], pieces[1]}});
  require(form.find_first_of("& \r\n") == std::string::npos, "one field became several");
}

}  // namespace igbot::fuzz
