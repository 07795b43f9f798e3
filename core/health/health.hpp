// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/health/chat_health.hpp"
#include "core/health/finding.hpp"
#include "core/health/installation_health.hpp"

namespace igbot::health {

/// Everything that is judged: one look at the installation and its chats.
struct Health {
  Timestamp now{};
  InstallationHealth installation;
  bool has_chats = false;                 ///< the chats could be read
  std::vector<Finding> unreadable_chats;  ///< what kept one from being looked at
  std::vector<ChatHealth> chats;          ///< those that are active or unreachable
  bool has_staging = false;               ///< a media host is configured
};

enum class CheckOf { installation, chats };

/// One thing that is looked after.
struct Check {
  const char* name;
  const char* about;  ///< what is so when all is well, for people
  CheckOf of = CheckOf::installation;
};

/// Every check, in the order in which findings are told.
std::span<const Check> checks();

/// Judges all of it: every check that could be made has at least one finding, an ok one when all is
/// well. Pure.
std::vector<Finding> judge(const Health& health);

}  // namespace igbot::health
