// SPDX-License-Identifier: MIT
#include <string>

#include "cli/output.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// Text of strangers on its way to people: cut, escaped and on one line.
void fuzz_text(std::string_view input) {
  const std::string line = text::one_line(input);
  require(is_plain_line(line) && text::one_line(line) == line, "a line that is several");
  require(text::utf8_characters(line).size() == text::utf8_characters(input).size(),
          "characters were lost");
  require(text::utf8_decode(input).size() == text::utf8_characters(input).size(), "two counts");
  const std::string html = text::escape_html(input);
  require(html.find_first_of("<>\"") == std::string::npos, "markup gets through");
  require(text::utf16_length(text::cut_utf16(line, 40)) <= 40, "a text that was cut is too long");
  for (const int width : {1, 7, 30}) {
    require(cli::display_width(cli::cut_to_width(line, width)) <= width, "a cell is too wide");
  }
  require(text::join(text::split(input, ','), ",") == input, "splitting changed a text");
  if (const auto number = text::to_integer(input)) {
    require(text::to_integer(std::to_string(*number)) == number, "a number reads differently");
  }
  cli::parse_json_request(std::string(input));
}

}  // namespace igbot::fuzz
