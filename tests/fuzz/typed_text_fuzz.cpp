// SPDX-License-Identifier: MIT
#include <cstdint>

#include "core/bot/commands.hpp"
#include "core/bot/typed_secret.hpp"
#include "core/schedule/mix_service.hpp"
#include "core/text/text.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// What people type into a chat: commands, the words of a mix, and what may be a secret.
void fuzz_typed_text(std::string_view input) {
  bot::holds_secret(input);
  const auto command = bot::parse_command(input);
  if (!command) return;
  require(!command->name.empty() && command->name == text::to_lower(command->name),
          "a command without a name");
  require(command->name.size() + command->arguments.size() < input.size(), "a command grew");
  bot::find_command(command->name);
  attempt(input, [&] {
    const auto shares = schedule::parse_mix(text::split(command->arguments, ' '));
    std::int64_t sum = 0;
    for (const auto& share : shares) {
      require(share.weight >= 0 && share.weight <= 10000, "a share that is none");
      sum += share.weight;
    }
    require(sum == 10000 || shares.empty(), "a mix that does not sum to 100");
    schedule::mix_text(shares);
  });
}

}  // namespace igbot::fuzz
