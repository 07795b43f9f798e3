// SPDX-License-Identifier: MIT
#include "core/zone.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// The name of a zone: one that is found has its name, and times there and back.
void fuzz_zone_name(std::string_view input) {
  attempt(input, [&] {
    const Zone zone = Zone::find(input);
    require(Zone::find(zone.name()).name() == zone.name(), "a zone of another name");
    require(zone.instant(zone.local(k_now)) == k_now, "a time there is another here");
  });
}

}  // namespace igbot::fuzz
