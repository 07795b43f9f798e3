// SPDX-License-Identifier: MIT
#include <string>

#include "cli/config_file.hpp"
#include "cli/config_keys.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// The configuration and every value in it: what is taken is taken again as it is.
void fuzz_config_file(std::string_view input) {
  const InputFile file(input);
  attempt(input, [&] {
    for (const cli::FileValue& value : cli::read_config_file(file.path())) {
      require(value.line >= 1, "a value without a line");
      const cli::ConfigKey* key = cli::find_config_key(value.name);
      if (key == nullptr) {
        cli::nearest_config_key(value.name);
        continue;
      }
      attempt(input, [&] {
        const std::string canonical = cli::config_value(*key, value.text, "config.toml:1");
        require(cli::config_value(*key, canonical, "config.toml:1") == canonical,
                value.name + ": canonical text means something else");
      });
    }
  });
}

}  // namespace igbot::fuzz
