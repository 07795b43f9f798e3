// SPDX-License-Identifier: MIT
#include "providers/imaging/mp4_index.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// The boxes of a video: an index is only found where its name stands.
void fuzz_mp4_index(std::string_view input) {
  const InputFile file(input);
  if (imaging::has_index_first(file.path())) {
    require(input.find("moov") != std::string_view::npos, "an index where there is none");
  }
}

}  // namespace igbot::fuzz
