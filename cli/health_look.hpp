// SPDX-License-Identifier: MIT
#pragma once

#include "cli/services.hpp"
#include "core/health/health.hpp"

namespace igbot::cli {

/// How closely the installation is looked at.
struct LookOptions {
  /// Asks Telegram who the bot is, and lends a small picture through the staging host.
  bool online = false;
  /// Reads the whole database for damage, and tries whether it can be written.
  bool thorough = false;
};

/// Looks at everything that is judged; what cannot be looked at is a fault in it, never an error.
/// With --chat (or IGBOTCTL_CHAT) of the chats only that one; throws as Services::chat does.
health::Health look_at_health(Services& services, const LookOptions& options);

}  // namespace igbot::cli
