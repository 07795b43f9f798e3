// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>
#include <string>

#include "core/text/redact.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
namespace {

constexpr std::string_view k_token = "EAAfuzzed0123456789fuzzed0123456789fuzzed0123456789";

}  // namespace

/// Text on its way out: what is redacted stays so, JSON stays JSON, and a token beside anything is
/// not seen.
void fuzz_redact(std::string_view input) {
  const std::string once = text::redact(input);
  require(text::redact(once) == once, "redacting twice shows something else");
  const auto value = nlohmann::json::parse(input, nullptr, false);
  if (value.is_object()) {
    require(!nlohmann::json::parse(once, nullptr, false).is_discarded(),
            "JSON is no JSON any more");
  }
  if (input.find(k_token) != std::string_view::npos) return;
  const std::string beside = std::string(input) + " access_token=" + std::string(k_token) + "\n";
  require(text::redact(beside).find(k_token) == std::string::npos, "a token is seen");
}

}  // namespace igbot::fuzz
