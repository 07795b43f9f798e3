// SPDX-License-Identifier: MIT
#include "core/health/health.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>

#include "core/health/chat_checks.hpp"
#include "core/health/installation_checks.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::health {
namespace {

constexpr Check k_checks[] = {
    {"config", "the configuration is there and whole"},
    {"files", "nobody else can read what is secret"},
    {"database", "the database opens, is sound, and can be written"},
    {"disk", "there is space where database and media lie"},
    {"key", "the configured keys open every secret"},
    {"clock", "the machine's clock is right"},
    {"tools", "the programs that see into pictures and videos are there"},
    {"bot", "Telegram takes the bot's token"},
    {"staging", "a file can be lent to Instagram and taken back"},
    {"workers", "what cron or timers start comes to its end"},
    {"locks", "nobody holds for long what others wait for"},
    {"reachable", "the bot reaches every chat", CheckOf::chats},
    {"overdue", "no post is late", CheckOf::chats},
    {"unknown", "of every post it is known whether it went out", CheckOf::chats},
    {"failed", "no post failed in the last 24 hours", CheckOf::chats},
    {"token", "the tokens of the accounts work and are renewed", CheckOf::chats},
    {"account", "who publishes has an account and a place to publish from", CheckOf::chats},
    {"source", "every media source was read lately", CheckOf::chats},
    {"runway", "there is something to post for the coming days", CheckOf::chats},
    {"plan", "something is planned", CheckOf::chats},
    {"messages", "what was written for Telegram has left", CheckOf::chats},
    {"access", "only members of private chats decide", CheckOf::chats},
    {"condition", "nothing else that lasts was reported", CheckOf::chats},
};

/// What an ok finding of the installation says; nothing when the check was not made.
std::optional<std::string> ok_text(std::string_view check, const InstallationHealth& health,
                                   Timestamp now) {
  if (check == "config") {
    return health.config.file.empty() ? "no file, built-in values and environment"
                                      : health.config.file;
  }
  const bool has_database = health.database && !health.database->fault;
  if (check == "database" && has_database) {
    return health.database->file.string() + ", schema " + std::to_string(health.database->schema) +
           ", " + std::to_string(health.database->bytes >> 20) + " MiB";
  }
  if (check == "files" && has_database) return "private";
  if (check == "disk" && !health.disks.empty()) {
    const auto least = std::min_element(
        health.disks.begin(), health.disks.end(),
        [](const DiskHealth& a, const DiskHealth& b) { return a.free_bytes < b.free_bytes; });
    return std::to_string(least->free_bytes >> 20) + " MiB free where the " + least->what + " lies";
  }
  if (check == "key" && health.key) {
    return health.key->secrets == 0
               ? "nothing is sealed yet"
               : text::count(health.key->secrets, "secret opens", "secrets open");
  }
  if (check == "clock" && health.clock_ahead) {
    return "within " + std::to_string(std::chrono::abs(*health.clock_ahead).count() / 1000 + 1) +
           "s of Telegram's";
  }
  if (check == "tools" && health.looked_for_tools) return "prepare-image, ffprobe";
  if (check == "bot" && health.bot) return health.bot->what;
  if (check == "staging" && health.staging) return health.staging->what;
  if (check == "workers" && !health.workers.empty()) {
    std::vector<std::string> runs;
    for (const WorkerHealth& worker : health.workers) {
      if (worker.last_success_at) {
        runs.push_back(worker.name + " " + duration_text(now - *worker.last_success_at) + " ago");
      }
    }
    return runs.empty() ? "none is needed yet" : text::join(runs, ", ");
  }
  if (check == "locks" && has_database) return "free, or held by who is at work";
  return std::nullopt;
}

/// Nothing when the check was not made.
std::optional<std::string> ok_text(const Check& check, const Health& health) {
  if (check.of == CheckOf::installation) {
    return ok_text(check.name, health.installation, health.now);
  }
  if (!health.has_chats) return std::nullopt;
  return health.chats.empty() ? "no chat is set up" : check.about;
}

}  // namespace

std::span<const Check> checks() { return k_checks; }

std::vector<Finding> judge(const Health& health) {
  std::vector<Finding> found = judge_installation(health.installation, health.now);
  for (const ChatHealth& chat : health.chats) {
    auto more = judge_chat(chat, health.has_staging, health.now);
    std::move(more.begin(), more.end(), std::back_inserter(found));
  }
  found.insert(found.end(), health.unreadable_chats.begin(), health.unreadable_chats.end());
  std::vector<Finding> told;
  for (const Check& check : k_checks) {
    const auto before = told.size();
    std::copy_if(found.begin(), found.end(), std::back_inserter(told),
                 [&](const Finding& finding) { return finding.check == check.name; });
    if (told.size() > before) continue;
    if (auto text = ok_text(check, health)) {
      told.push_back({.check = check.name, .message = std::move(*text)});
    }
  }
  return told;
}

}  // namespace igbot::health
