// SPDX-License-Identifier: MIT
#include "core/bot/commands.hpp"

#include <algorithm>
#include <array>

#include "core/access/authorise.hpp"
#include "core/health/chat_overview.hpp"
#include "core/post/decisions.hpp"
#include "core/post/outbox.hpp"
#include "core/schedule/schedule_service.hpp"
#include "core/settings/settings_service.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"
#include "core/zone.hpp"

namespace igbot::bot {
namespace {

constexpr int k_queue_lines = 15;
constexpr std::size_t k_longest_file_name = 60;

Reaction reply(const CommandCall& call, const std::vector<std::string>& lines,
               const Keyboard& keyboard = {}) {
  std::vector<std::string> escaped;
  escaped.reserve(lines.size());
  for (const std::string& line : lines) escaped.push_back(text::escape_html(line));
  post::Outbox(call.scope).add_notice(text::join(escaped, "\n"), keyboard);
  return {};
}

std::optional<std::string> optional_text(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

/// The first word, and what follows it.
std::pair<std::string, std::string> first_word(const std::string& text) {
  const auto end = text.find_first_of(" \n\t");
  if (end == std::string::npos) return {text, {}};
  return {text.substr(0, end), text::trim(std::string_view(text).substr(end))};
}

Reaction run_help(const CommandCall& call) {
  access::require_right(call.scope, access::Right::look);
  std::vector<std::string> lines;
  for (const Command& command : commands()) {
    std::string line = "/" + std::string(command.name);
    if (!command.arguments.empty()) line += " " + std::string(command.arguments);
    lines.push_back(line + " — " + std::string(command.help));
  }
  lines.emplace_back("Cards carry their own buttons.");
  return reply(call, lines);
}

std::string pause_line(const ChatSettings& settings, const Zone& zone) {
  std::string line = "⏸ Paused by " + settings.paused_by.value_or("?");
  if (settings.paused_at) line += " since " + local_text(*settings.paused_at, zone);
  if (settings.paused_until) line += ", until " + local_text(*settings.paused_until, zone);
  if (settings.pause_reason) line += " (" + *settings.pause_reason + ")";
  return line;
}

Reaction run_status(const CommandCall& call) {
  access::require_right(call.scope, access::Right::look);
  const health::ChatOverview overview = health::overview_of(call.scope, call.chat);
  const ChatSettings& settings = overview.settings;
  const Zone zone = Zone::find(settings.posting_timezone);
  const bool paused = settings.paused_at_instant(call.scope.now());
  std::vector<std::string> lines{overview.chat.name};
  lines.push_back(paused ? pause_line(settings, zone) : "▶ Posting");
  lines.push_back(settings.dry_run_mode ? "🧪 Dry run: nothing is published" : "Live");
  lines.push_back("Next post: " + (overview.next_post_at ? local_text(*overview.next_post_at, zone)
                                                         : std::string("none planned")));
  lines.push_back("Planned " + std::to_string(overview.planned) + ", awaiting a decision " +
                  std::to_string(overview.awaiting));
  if (overview.overdue > 0) lines.push_back("⚠ Overdue " + std::to_string(overview.overdue));
  if (overview.unknown > 0) lines.push_back("⚠ Unknown " + std::to_string(overview.unknown));
  lines.push_back("Media to choose from: " + std::to_string(overview.active_media));
  Keyboard keyboard;
  if (paused) keyboard.push_back({Button{"▶ Resume", "v1:resume::", {}}});
  return reply(call, lines, keyboard);
}

Reaction run_queue(const CommandCall& call) {
  access::require_right(call.scope, access::Right::look);
  const auto posts = schedule::ScheduleService(call.scope).queue(k_queue_lines + 1);
  if (posts.empty()) return reply(call, {"Nothing is planned."});
  const Zone zone = Zone::find(SettingsService(call.scope).load().posting_timezone);
  std::vector<std::string> lines;
  for (const schedule::QueuedPost& post : posts) {
    if (lines.size() == static_cast<std::size_t>(k_queue_lines)) {
      lines.emplace_back("… and more");
      break;
    }
    lines.push_back(std::to_string(number(post.id)) + "  " + local_text(post.due_at, zone) + "  " +
                    post.state + "  " + text::cut_utf16(post.path, k_longest_file_name));
  }
  return reply(call, lines);
}

/// "2h holiday": the duration, if the first word is one, and the reason.
Reaction run_pause(const CommandCall& call) {
  auto [word, rest] = first_word(call.arguments);
  std::optional<Timestamp> until;
  if (!word.empty() && word.front() >= '0' && word.front() <= '9') {
    until = call.scope.now() + parse_duration(word);
  } else {
    rest = call.arguments;
  }
  SettingsService service(call.scope);
  const auto outcome = service.pause(until, optional_text(rest));
  const ChatSettings settings = service.load();
  const std::string line = pause_line(settings, Zone::find(settings.posting_timezone));
  return reply(call, {outcome.changes.empty() ? "Unchanged: " + line : line});
}

Reaction run_resume(const CommandCall& call) {
  SettingsService service(call.scope);
  const auto outcome = service.resume(optional_text(call.arguments));
  std::vector<std::string> lines{outcome.changes.empty() ? "Unchanged: not paused" : "▶ Resumed"};
  const std::int64_t overdue = health::count_overdue(call.scope);
  if (overdue > 0) {
    lines.push_back(text::count(overdue, "post is overdue", "posts are overdue") +
                    "; the overdue policy decides what becomes of " +
                    (overdue == 1 ? "it" : "them"));
  }
  return reply(call, lines);
}

Reaction run_dryrun(const CommandCall& call) {
  const auto [word, reason] = first_word(call.arguments);
  SettingsService service(call.scope);
  if (word.empty()) {
    access::require_right(call.scope, access::Right::look);
    return reply(call,
                 {service.load().dry_run_mode ? "🧪 Dry run is on" : "Dry run is off: live"});
  }
  const auto outcome = service.set({{"dry_run_mode", word}}, optional_text(reason));
  const std::string now =
      service.load().dry_run_mode ? "🧪 Dry run is on" : "Dry run is off: live";
  return reply(call, {outcome.changes.empty() ? "Unchanged: " + now : now});
}

Reaction run_next(const CommandCall& call) {
  const post::Post next = post::Decisions(call.scope).next(std::nullopt);
  Reaction reaction = reply(call, {"Post " + std::to_string(number(next.id)) + " is on its way"});
  reaction.deliver = {call.scope.key(), next.id};
  return reaction;
}

constexpr std::array k_commands{
    Command{"status", "", "how the chat is doing", run_status},
    Command{"queue", "", "what is coming", run_queue},
    Command{"next", "", "send the next post now", run_next},
    Command{"pause", "[2h] [reason]", "stop posting", run_pause},
    Command{"resume", "[reason]", "go on posting", run_resume},
    Command{"dryrun", "[on|off] [reason]", "do everything but publish", run_dryrun},
    Command{"help", "", "what the bot understands", run_help},
    Command{"start", "", "the same", run_help},
};

}  // namespace

std::span<const Command> commands() { return k_commands; }

const Command* find_command(std::string_view name) {
  const auto* const found = std::find_if(k_commands.begin(), k_commands.end(),
                                         [&](const Command& each) { return each.name == name; });
  return found == k_commands.end() ? nullptr : &*found;
}

std::optional<CommandText> parse_command(std::string_view text) {
  if (text.size() < 2 || text.front() != '/') return std::nullopt;
  auto [name, arguments] = first_word(std::string(text.substr(1)));
  if (name.empty()) return std::nullopt;
  return CommandText{text::to_lower(name), std::move(arguments)};
}

}  // namespace igbot::bot
