// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <variant>

#include "core/bot/bot_rules.hpp"

namespace igbot::bot {

/// A folder that can be the media source of a chat.
struct SourceFolder {
  std::string path;  ///< its real path
  std::int64_t files = 0;
  std::int64_t categories = 0;
};
/// Or why it cannot.
struct UnfitFolder {
  std::string why;
};
using SourceFinding = std::variant<SourceFolder, UnfitFolder>;

/// The real path of a folder that lies below one of the local roots, really and not by a link.
/// Never throws for what a person may have written.
std::variant<std::string, UnfitFolder> folder_below_roots(const BotRules& rules,
                                                          const std::string& path);

/// Looks whether it is such a folder, can be read, and what is in it. Never throws for what a
/// person may have written.
SourceFinding look_into(const BotRules& rules, const std::string& path);

}  // namespace igbot::bot
