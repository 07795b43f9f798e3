// SPDX-License-Identifier: MIT
#include <string>

#include "cli/config_file.hpp"
#include "cli/env_plan.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// An old .env: what becomes of its lines is told in lines, and no secret is in them.
void fuzz_env_file(std::string_view input) {
  const InputFile file(input);
  attempt(input, [&] { cli::read_env_file(file.path()); });
  attempt(input, [&] {
    const cli::EnvPlan plan = cli::plan_env_import(file.path(), {});
    for (const cli::EnvLine& line : plan.lines) {
      require(line.line >= 1 && !to_string(line.fate).empty(), "a line that is nowhere");
      if (!plan.account || plan.account->token.reveal().size() < 16) continue;
      require(line.note.find(plan.account->token.reveal()) == std::string::npos,
              "a token is told to people");
    }
  });
}

}  // namespace igbot::fuzz
