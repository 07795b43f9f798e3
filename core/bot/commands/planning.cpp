// SPDX-License-Identifier: MIT
#include "core/bot/commands/planning.hpp"

#include "core/access/authorise.hpp"
#include "core/bot/commands/looking.hpp"
#include "core/bot/say.hpp"
#include "core/post/outbox.hpp"
#include "core/schedule/mix_service.hpp"
#include "core/schedule/plan_text.hpp"
#include "core/schedule/schedule_service.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

constexpr int k_days_by_default = 7;
constexpr int k_most_days_ahead = 30;

/// A report of lines that each end with a line break.
std::vector<std::string> lines_of(const std::string& report) { return {text::trim(report)}; }

Reaction plan(const Call& call, int days, bool replace) {
  const auto result =
      schedule::ScheduleService(call.scope).create({.days = days, .from = {}, .replace = replace});
  say(call.scope, lines_of(schedule::plan_text(call.chat.name, result, false)));
  return {.answer = text::count(static_cast<std::int64_t>(result.plan.planned.size()),
                                "post planned", "posts planned")};
}

}  // namespace

Reaction run_schedule(const CommandCall& call) {
  return plan(call, number_argument(call.arguments, k_days_by_default, k_most_days_ahead), false);
}

Reaction press_schedule(const PressCall& call) { return plan(call, k_days_by_default, false); }

Reaction press_replan(const PressCall& call) {
  Reaction reaction = plan(call, k_days_by_default, true);
  if (is_own_message(call, "notice")) {
    post::Outbox(call.scope)
        .add_edit(*call.press.message, html_of({"Planned anew by " + call.from.name()}), {});
  }
  return reaction;
}

void offer_replan(ChatScope scope, std::int64_t planned_posts) {
  if (planned_posts == 0) return;
  say(scope,
      {text::count(planned_posts, "planned post keeps its time.",
                   "planned posts keep their times.") +
       " Plan the next " + std::to_string(k_days_by_default) + " days anew?"},
      {{button("🗓 Replan", "replan")}});
}

Reaction run_clear(const CommandCall& call) {
  access::require_right(call.scope, access::Right::post);
  const auto would = schedule::ScheduleService(call.scope).preview_clear();
  if (would.canceled == 0 && !would.was_automatic) {
    return say(call.scope, lines_of(schedule::cleared_text(call.chat.name, would, true)));
  }
  return say(call.scope,
             {"Cancel " + text::count(would.canceled, "planned post?", "planned posts?") +
              " Nothing is planned by itself until the next /schedule."},
             {{button("Yes, cancel them", "clear", "yes"), button("No", "clear", "no")}});
}

Reaction press_clear(const PressCall& call) {
  access::require_right(call.scope, access::Right::post);
  std::vector<std::string> lines{"Nothing was canceled."};
  if (call.callback.value == "yes") {
    const auto result = schedule::ScheduleService(call.scope).clear();
    lines = lines_of(schedule::cleared_text(call.chat.name, result, false));
  }
  if (is_own_message(call, "notice")) {
    post::Outbox(call.scope).add_edit(*call.press.message, html_of(lines), {});
  }
  return {.answer = call.callback.value == "yes" ? "Cleared" : "Kept"};
}

Reaction run_mix(const CommandCall& call) {
  schedule::MixService service(call.scope);
  if (call.arguments.empty()) {
    access::require_right(call.scope, access::Right::look);
    std::vector<std::string> lines;
    for (const schedule::MixLine& line : service.show()) {
      lines.push_back(line.category + ": " +
                      (line.share ? schedule::percent_text(*line.share) + " %" : "not in the mix") +
                      ", " + text::count(line.active, "item", "items"));
    }
    if (lines.empty()) lines.emplace_back("There is no category yet: /sync reads the library.");
    return say(call.scope, lines);
  }
  std::vector<std::string> words;
  for (const std::string& word : text::split(text::one_line(call.arguments), ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  const bool equal = words.size() == 1 && words.front() == "equal";
  const auto shares = equal ? std::vector<schedule::CategoryShare>{} : schedule::parse_mix(words);
  const auto change = service.set(shares, std::nullopt);
  const std::string now = "Mix: " + schedule::mix_text(change.after);
  return say(call.scope, {change.changed() ? now : "Unchanged. " + now});
}

}  // namespace igbot::bot
