// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "core/text/strict_json.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// Whatever is taken reads the same after it was printed.
void fuzz_strict_json(std::string_view input) {
  attempt(input, [&] {
    const nlohmann::json value =
        text::parse_strict_json(input, {.bytes = 4096, .depth = 16}, "document");
    require(input.size() <= 4096, "a document that is too long is taken");
    require(
        text::parse_strict_json(value.dump(), {.bytes = 65536, .depth = 16}, "document") == value,
        "a document reads differently after it was printed");
  });
}

}  // namespace igbot::fuzz
