// SPDX-License-Identifier: MIT
#include "core/bot/callback.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// What a button of ours carries is printed as it was; anything else is nothing.
void fuzz_callback(std::string_view input) {
  const auto callback = bot::parse_callback(input);
  if (!callback) return;
  require(input.size() <= 64, "more than a button carries");
  require(!callback->id || *callback->id > 0, "a thing whose number is none");
  require(bot::print_callback(callback->verb, callback->id.value_or(0), callback->value) == input,
          "a button reads differently after it was printed");
}

}  // namespace igbot::fuzz
