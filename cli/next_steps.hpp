// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/io.hpp"
#include "core/clock.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot::cli {

class Services;

/// How a chat is doing, as far as it says what a person should do next.
struct ChatFacts {
  std::string name;
  TelegramChatId telegram_id{};
  ChatState state = ChatState::active;
  bool has_source = true;
  bool has_bad_source = false;
  bool has_dead_token = false;
  bool is_paused = false;
  bool is_dry_run = false;
  std::int64_t media = 0;
  std::int64_t planned = 0;
  std::int64_t awaiting = 0;
  std::int64_t overdue = 0;
  std::int64_t unknown = 0;
  /// The earliest planned post, in the chat's zone.
  std::optional<Timestamp> next_post_at = {};
  std::string next_post_text = {};
};

/// What is known of this installation without asking anybody outside.
struct MachineFacts {
  Timestamp now{};
  /// The configuration or the database cannot be read; nothing else is known then.
  std::optional<Error> trouble = {};
  std::filesystem::path config_file = {};
  bool has_bot_token = false;
  bool has_worked = false;  ///< post run did something once
  std::optional<Timestamp> last_poll = {};
  std::vector<ChatFacts> chats = {};  ///< without archived ones
};

/// Why, and what to type.
struct NextStep {
  std::string why;
  std::vector<std::string> commands;
};

/// What should be done, the most urgent first; empty when all is well.
std::vector<NextStep> next_steps(const MachineFacts& facts);
/// How it is, in one line: "2 chats, next post 2026-11-27 09:12 +01:00 (Team)".
std::string headline(const MachineFacts& facts);

/// Reads configuration and database; changes nothing, and throws nothing for what is wrong there.
MachineFacts read_facts(Services& services);

/// What `igbotctl` alone prints: how it is, at most five steps, and where to read on.
void print_next_steps(const MachineFacts& facts, Io& io);

}  // namespace igbot::cli
