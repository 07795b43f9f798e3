// SPDX-License-Identifier: MIT
#include <sstream>
#include <string>

#include "core/legacy/storyline_dump.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// A dump of the former system: what cannot be read is refused with its line and why.
void fuzz_storyline_dump(std::string_view input) {
  attempt(input, [&] {
    std::istringstream in{std::string(input)};
    const legacy::StorylineDump dump = legacy::read_storyline_dump(in, "dump.sql");
    for (const legacy::Refusal& refusal : dump.refused) {
      require(refusal.line > 0 && !refusal.reason.empty() && refusal.reason.size() < 300,
              "a refusal without a reason");
    }
    for (const legacy::OldMedia& media : dump.media) {
      require(media.size >= 0 && media.times_posted >= 0, "less than nothing of a file");
    }
    for (const legacy::OldShare& share : dump.shares) {
      require(share.share >= 0 && share.share <= 10000, "a share that is none");
    }
  });
}

}  // namespace igbot::fuzz
