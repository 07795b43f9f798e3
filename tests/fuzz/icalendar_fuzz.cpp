// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>

#include "core/schedule/icalendar.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// Captions in a calendar: lines of at most 75 octets, and the value comes back whole.
void fuzz_icalendar(std::string_view input) {
  const std::string value = schedule::icalendar_value(input);
  require(is_plain_line(value), "a value of several lines");
  const std::string line = schedule::icalendar_line("SUMMARY", value);
  require(line.ends_with("\r\n"), "a line does not end");
  std::string whole;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = line.find("\r\n", at);
    require(end != std::string::npos && end - at <= 75, "a line is too long");
    require(at == 0 || line[at] == ' ', "a folded line is a new one");
    whole += line.substr(at + (at == 0 ? 0 : 1), end - at - (at == 0 ? 0 : 1));
    at = end + 2;
  }
  require(whole == "SUMMARY:" + value, "folding changed a value");
}

}  // namespace igbot::fuzz
