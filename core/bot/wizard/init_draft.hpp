// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bot/wizard/source_folder.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::bot {

/// The questions of /init, in their order. `connecting` and `looking` are the bot's: it exchanges
/// the code of a login, or looks into a folder.
enum class InitStep {
  mode,
  live,
  account,
  login,
  connecting,
  source,
  looking,
  daily,
  hours,
  zone,
  summary
};

std::string_view to_string(InitStep step);
/// Nothing for a word that names none.
std::optional<InitStep> init_step_from(std::string_view text);
/// The question after this one, and the one before.
InitStep next_step(InitStep step);
InitStep step_before(InitStep step);

/// What was answered so far; what was not stays as it is, or gets its default.
struct InitDraft {
  std::optional<bool> is_live;
  std::optional<std::string> account;  ///< username; empty = none
  /// Username of an account that a login reached; its token is what is sealed of the conversation.
  std::optional<std::string> linked;
  std::optional<SourceFolder> source;
  std::string candidate;  ///< the folder that is being looked into
  /// A login with Google follows when the chat is set up.
  bool connects_drive = false;
  std::optional<std::string> posts_per_day;
  std::optional<std::string> hours;  ///< "14-2"
  std::optional<std::string> zone;
};

std::string to_json_text(const InitDraft& draft);
InitDraft parse_init_draft(const std::string& json);

/// The settings it stands for, as canonical text.
std::vector<Assignment> assignments_of(const InitDraft& draft);

}  // namespace igbot::bot
