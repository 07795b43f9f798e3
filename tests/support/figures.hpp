// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace igbot::test {

/// Something that was counted: {"kills", 200}, {"published twice", 0}.
struct Figure {
  template <std::integral Number>
  Figure(std::string counted, Number times)
      : name(std::move(counted)), value(static_cast<std::int64_t>(times)) {}

  std::string name;
  std::int64_t value;
};

/// What a test of endurance tried and saw: printed as one line, and appended to the file that
/// $IGBOT_FIGURES names, from which tests/endurance makes its table. `promise` is "R1" to "R7" or
/// "S1" to "S6" (tests/fault/README.md), `subject` what was done to what; of a control it begins
/// with "control: ". Throws std::system_error when that file cannot be written.
void tell_figures(const std::string& promise, const std::string& subject,
                  const std::vector<Figure>& figures);

}  // namespace igbot::test
