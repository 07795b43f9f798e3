// SPDX-License-Identifier: MIT
#include "core/bot/commands/posting.hpp"

#include "core/access/authorise.hpp"
#include "core/bot/commands/looking.hpp"
#include "core/bot/say.hpp"
#include "core/health/chat_overview.hpp"
#include "core/post/decisions.hpp"
#include "core/post/late_posts.hpp"
#include "core/post/outbox.hpp"
#include "core/settings/settings_service.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::bot {
namespace {

constexpr const char* k_not_paused = "Unchanged: not paused";

Resumption resume_with(ChatScope scope, const std::optional<std::string>& reason) {
  const auto outcome = SettingsService(scope).resume(reason);
  if (outcome.changes.empty()) return {{k_not_paused}, {}, k_not_paused};
  return {{"▶ Resumed by " + scope.actor().name}, {}, "Resumed"};
}

/// One line a post: when each comes now.
std::vector<std::string> rescheduled_lines(ChatScope scope, const std::vector<post::Post>& posts) {
  const Zone zone = Zone::find(SettingsService(scope).load().posting_timezone);
  std::vector<std::string> lines;
  lines.reserve(posts.size());
  for (const post::Post& post : posts) {
    lines.push_back("Post " + id_text(post.id) + " comes at " + local_text(post.due_at, zone));
  }
  return lines;
}

/// Puts this in the place of the message whose button was pressed.
void put_in_place(const PressCall& call, const std::vector<std::string>& lines,
                  const Keyboard& keyboard) {
  if (is_own_message(call, "notice") || is_own_message(call, "alert")) {
    post::Outbox(call.scope).add_edit(*call.press.message, html_of(lines), keyboard);
  } else {
    say(call.scope, lines, keyboard);
  }
}

}  // namespace

Reaction run_next(const CommandCall& call) {
  const post::Post next = post::Decisions(call.scope).next(std::nullopt);
  return {.deliver = DeliveryWish{call.scope.key(), next.id}};
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
  return say(call.scope, {outcome.changes.empty() ? "Unchanged: " + line : line},
             {{button("▶ Resume", "resume")}});
}

Reaction run_resume(const CommandCall& call) {
  const Resumption resumption = resume_or_ask(call.scope, optional_text(call.arguments));
  return say(call.scope, resumption.lines, resumption.keyboard);
}

Resumption resume_or_ask(ChatScope scope, const std::optional<std::string>& reason) {
  access::require_right(scope, access::Right::post);
  const bool paused = SettingsService(scope).load().paused_at_instant(scope.now());
  const std::int64_t overdue = health::count_overdue(scope);
  if (!paused || overdue == 0) return resume_with(scope, reason);
  return {{text::count(overdue, "post is overdue.", "posts are overdue.") + " What becomes of " +
               (overdue == 1 ? "it" : "them") + " when the chat is resumed?",
           "Keep: the overdue policy decides. Clear: marked missed. Reschedule: each gets the next "
           "free time."},
          {{button("Keep", "resume", "keep"), button("Clear", "resume", "clear"),
            button("Reschedule", "resume", "reschedule")},
           {button("Stay paused", "resume", "stay")}},
          "What becomes of the overdue posts?"};
}

Reaction press_resume(const PressCall& call) {
  const std::string& choice = call.callback.value;
  if (choice.empty()) {
    const Resumption resumption = resume_or_ask(call.scope, std::nullopt);
    put_in_place(call, resumption.lines, resumption.keyboard);
    return {.answer = resumption.answer};
  }
  if (choice == "stay") {
    access::require_right(call.scope, access::Right::post);
    put_in_place(call, {"Still paused, says " + call.from.name()}, {});
    return {.answer = "Still paused"};
  }
  const bool keeps = choice == "keep";
  if (!keeps && choice != "clear" && choice != "reschedule") {
    throw Error(ErrorKind::usage, "this button belongs to another version");
  }
  const auto outcome = SettingsService(call.scope).resume(std::nullopt);
  if (outcome.changes.empty()) return {.answer = k_not_paused, .as_alert = true};
  std::vector<std::string> lines{"▶ Resumed by " + call.from.name()};
  post::LatePosts late(call.scope);
  if (choice == "clear") {
    lines.push_back(text::count(static_cast<std::int64_t>(late.clear().size()), "post", "posts") +
                    " marked missed");
  } else if (choice == "reschedule") {
    for (auto& line : rescheduled_lines(call.scope, late.reschedule())) {
      lines.push_back(std::move(line));
    }
  } else {
    lines.emplace_back("The overdue policy decides about the overdue posts.");
  }
  put_in_place(call, lines, {});
  return {.answer = "Resumed"};
}

Reaction run_dryrun(const CommandCall& call) {
  const auto [word, reason] = first_word(call.arguments);
  SettingsService service(call.scope);
  if (word.empty()) {
    access::require_right(call.scope, access::Right::look);
    return say(call.scope,
               {service.load().dry_run_mode ? "🧪 Dry run is on" : "Dry run is off: live"});
  }
  const auto outcome = service.set({{"dry_run_mode", word}}, optional_text(reason));
  const std::string now =
      service.load().dry_run_mode ? "🧪 Dry run is on" : "Dry run is off: live";
  return say(call.scope, {outcome.changes.empty() ? "Unchanged: " + now : now});
}

Reaction press_show(const PressCall& call) {
  access::require_right(call.scope, access::Right::post);
  const post::Post post =
      post::Decisions(call.scope).get(static_cast<PostId>(call.callback.id.value_or(0)));
  if (post.state != post::PostState::awaiting) {
    return {
        .answer = "Post " + id_text(post.id) + " is " + std::string(to_string(post.state)) + " now",
        .as_alert = true};
  }
  Reaction reaction{.answer = "The card is on its way"};
  reaction.deliver = DeliveryWish{call.scope.key(), post.id, call.scope.actor()};
  return reaction;
}

}  // namespace igbot::bot
