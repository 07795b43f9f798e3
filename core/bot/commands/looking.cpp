// SPDX-License-Identifier: MIT
#include "core/bot/commands/looking.hpp"

#include "core/access/authorise.hpp"
#include "core/bot/say.hpp"
#include "core/health/chat_overview.hpp"
#include "core/media/media_repository.hpp"
#include "core/post/posting_history.hpp"
#include "core/post/queue_repository.hpp"
#include "core/schedule/schedule_service.hpp"
#include "core/settings/settings_service.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::bot {
namespace {

constexpr int k_queue_lines = 15;
constexpr int k_history_lines = 10;
constexpr int k_most_history_lines = 50;
constexpr int k_lock_lines = 20;
constexpr std::size_t k_longest_path = 60;
constexpr std::size_t k_longest_reason = 80;

Zone zone_of(ChatScope scope) { return Zone::find(SettingsService(scope).load().posting_timezone); }

std::string short_path(const std::string& path) { return text::cut_utf16(path, k_longest_path); }

std::vector<std::string> status_lines(const health::ChatOverview& overview, Timestamp now) {
  const ChatSettings& settings = overview.settings;
  const Zone zone = Zone::find(settings.posting_timezone);
  std::vector<std::string> lines{overview.chat.name};
  lines.push_back(settings.paused_at_instant(now) ? pause_line(settings, zone) : "▶ Posting");
  lines.push_back(settings.dry_run_mode ? "🧪 Dry run: nothing is published" : "Live");
  lines.push_back("Next post: " + (overview.next_post_at ? local_text(*overview.next_post_at, zone)
                                                         : std::string("none planned")));
  lines.push_back("Planned " + std::to_string(overview.planned) + ", awaiting a decision " +
                  std::to_string(overview.awaiting));
  if (overview.overdue > 0) lines.push_back("⚠ Overdue " + std::to_string(overview.overdue));
  if (overview.unknown > 0) lines.push_back("⚠ Unknown " + std::to_string(overview.unknown));
  lines.push_back("Media to choose from: " + std::to_string(overview.active_media));
  if (overview.last_success_at) {
    lines.push_back("Last success: " + local_text(*overview.last_success_at, zone));
  }
  return lines;
}

std::string history_line(const post::HistoryEntry& entry, const Zone& zone) {
  std::string line = local_text(entry.at, zone) + "  " + entry.outcome + " by " + entry.actor.name +
                     "  " + short_path(entry.path);
  if (entry.reason) line += " (" + text::cut_utf16(*entry.reason, k_longest_reason) + ")";
  return line;
}

}  // namespace

int number_argument(const std::string& text, int fallback, int most) {
  if (text.empty()) return fallback;
  const auto number = text::to_integer(text);
  if (number && *number >= 1 && *number <= most) return static_cast<int>(*number);
  throw Error(ErrorKind::usage, "not understood: '" + text::cut_utf16(text, 40) + "'",
              "a number from 1 to " + std::to_string(most));
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
  Keyboard keyboard;
  if (overview.settings.paused_at_instant(call.scope.now())) {
    keyboard.push_back({button("▶ Resume", "resume")});
  }
  return say(call.scope, status_lines(overview, call.scope.now()), keyboard);
}

Reaction run_queue(const CommandCall& call) { return show_queue(call.scope); }

Reaction show_queue(ChatScope scope) {
  access::require_right(scope, access::Right::look);
  const auto posts = post::QueueRepository(scope).list({.limit = k_queue_lines + 1});
  if (posts.empty()) {
    return say(scope, {"Nothing is planned."}, {{button("🗓 Create schedule", "schedule")}});
  }
  const Zone zone = zone_of(scope);
  std::vector<std::string> lines;
  Keyboard keyboard;
  for (const post::QueueEntry& post : posts) {
    if (lines.size() == static_cast<std::size_t>(k_queue_lines)) {
      lines.emplace_back("… and more");
      break;
    }
    lines.push_back(id_text(post.id) + "  " + local_text(post.due_at, zone) + "  " +
                    std::string(to_string(post.state)) + "  " + short_path(post.path));
    if (post.state == post::PostState::awaiting) {
      keyboard.push_back({button("Show card " + id_text(post.id), "show", {}, number(post.id))});
    }
  }
  return say(scope, lines, keyboard);
}

Reaction run_history(const CommandCall& call) {
  access::require_right(call.scope, access::Right::look);
  const int limit = number_argument(call.arguments, k_history_lines, k_most_history_lines);
  const Zone zone = zone_of(call.scope);
  std::vector<std::string> lines;
  for (const auto& entry : post::PostingHistory(call.scope).newest(limit)) {
    lines.push_back(history_line(entry, zone));
  }
  if (lines.empty()) lines.emplace_back("Nothing was posted yet.");
  return say(call.scope, lines);
}

Reaction run_stats(const CommandCall& call) {
  access::require_right(call.scope, access::Right::look);
  const media::MediaRepository items(call.scope);
  std::vector<std::string> lines;
  media::CategoryCount sum;
  for (const media::CategoryCount& each : items.categories()) {
    sum.active += each.active;
    sum.never_posted += each.never_posted;
    sum.locked += each.locked;
    sum.inactive += each.inactive;
    if (each.active == 0) continue;
    lines.push_back(text::cut_utf16(each.category, k_longest_path) + ": " +
                    std::to_string(each.active) + ", never posted " +
                    std::to_string(each.never_posted) + ", locked " + std::to_string(each.locked));
  }
  lines.insert(lines.begin(), "Media " + std::to_string(sum.active) + ", never posted " +
                                  std::to_string(sum.never_posted) + ", locked " +
                                  std::to_string(sum.locked) + ", gone " +
                                  std::to_string(sum.inactive));
  return say(call.scope, lines);
}

Reaction run_locks(const CommandCall& call) {
  access::require_right(call.scope, access::Right::look);
  const auto items = media::MediaRepository(call.scope)
                         .list({.category = {}, .locked_only = true, .limit = k_lock_lines + 1});
  if (items.empty()) return say(call.scope, {"Nothing is locked."});
  const Zone zone = zone_of(call.scope);
  std::vector<std::string> lines;
  for (const media::MediaItem& item : items) {
    if (lines.size() == static_cast<std::size_t>(k_lock_lines)) {
      lines.emplace_back("… and more");
      break;
    }
    const Timestamp until = item.locked_until.value_or(call.scope.now());
    lines.push_back(id_text(item.id) + "  " +
                    (until == k_forever ? "for good" : "until " + local_text(until, zone)) + "  " +
                    short_path(item.path));
  }
  return say(call.scope, lines);
}

}  // namespace igbot::bot
