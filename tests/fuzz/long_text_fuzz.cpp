// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>

#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/targets.hpp"

namespace igbot::fuzz {
namespace {

/// Where work that grows with the square of a text is seen: it lasts longer than libFuzzer waits.
constexpr std::size_t k_long = 64 * 1024;

}  // namespace

/// NAME, then the beginning, the repeated middle and the end of a long text for the target of that
/// name, each ended by a NUL.
void fuzz_long_text(std::string_view input) {
  const auto pieces = pieces_of(input, 4);
  if (pieces[0] == "long_text" || pieces[2].empty()) return;
  for (const auto& [name, target] : targets()) {
    if (name != pieces[0]) continue;
    std::string text = pieces[1];
    while (text.size() < k_long) text += pieces[2];
    target(text + pieces[3]);
  }
}

}  // namespace igbot::fuzz
