// SPDX-License-Identifier: MIT
#include <string>

#include "core/media/source_config.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// What is taken is printed and taken again as the same.
void fuzz_source_config(std::string_view input) {
  for (const auto type : {SourceType::local, SourceType::google_drive, SourceType::s3}) {
    attempt(input, [&] {
      const auto config = media::parse_source_config(type, std::string(input));
      require(media::type_of(config) == type, "a source of another type");
      media::root_of(config);
      media::describe(config);
      require(media::parse_source_config(type, media::print_source_config(config)) == config,
              "a source reads differently after it was printed");
    });
  }
}

}  // namespace igbot::fuzz
