// SPDX-License-Identifier: MIT
#include <optional>
#include <string>

#include "providers/s3/s3_source.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// Sealed keys, and the profiles of AWS's files: what is taken is printed and taken again.
void fuzz_s3_keys(std::string_view input) {
  attempt(input, [&] {
    const s3::Credentials keys = s3::parse_keys(Secret(std::string(input)));
    require(!keys.access_key_id.empty() && !keys.secret_access_key.empty(), "keys without a key");
    require(s3::print_keys(s3::parse_keys(s3::print_keys(keys))).reveal() ==
                s3::print_keys(keys).reveal(),
            "keys read differently after they were printed");
  });
  const InputFile file(input);
  const auto variable = [&](const std::string& name) -> std::optional<std::string> {
    if (name == "AWS_SHARED_CREDENTIALS_FILE" || name == "AWS_CONFIG_FILE") return file.path();
    return std::nullopt;
  };
  attempt(input, [&] {
    const s3::Credentials keys = s3::credentials_of_profile("default", variable);
    require(!keys.access_key_id.empty() && !keys.secret_access_key.empty(),
            "a profile without keys");
  });
}

}  // namespace igbot::fuzz
