// SPDX-License-Identifier: MIT
#include <string>

#include "core/crypto/base64.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// Both alphabets: what is written is read as it was, and what is read is written as it was.
void fuzz_base64(std::string_view input) {
  require(crypto::from_base64(crypto::to_base64(input)) == std::string(input), "bytes were lost");
  require(crypto::from_base64url(crypto::to_base64url(input)) == std::string(input),
          "bytes were lost in the alphabet of URLs");
  if (const auto bytes = crypto::from_base64(input)) {
    require(crypto::to_base64(*bytes) == input, "two texts are the same bytes");
  }
  if (const auto bytes = crypto::from_base64url(input)) {
    require(crypto::to_base64url(*bytes) == input, "two texts of URLs are the same bytes");
  }
}

}  // namespace igbot::fuzz
