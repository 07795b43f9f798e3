// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace igbot::test {

/// Somebody Telegram knows, with what it tells about them.
struct SandboxPerson {
  std::int64_t id = 0;
  std::string first_name;
  std::string username = {};
  bool is_bot = false;

  bool operator==(const SandboxPerson&) const = default;
};

/// The bot whose token the sandbox takes.
inline const SandboxPerson k_sandbox_bot{123456789, "Sandbox", "igbot_sandbox_bot", true};
/// Who plays in tests and on the chat page: the creator of a group, a member, and a stranger.
inline const SandboxPerson k_anna{7, "Anna", "anna"};
inline const SandboxPerson k_ben{8, "Ben", "ben"};
inline const SandboxPerson k_eve{9, "Eve"};

}  // namespace igbot::test
