// SPDX-License-Identifier: MIT
#include "cli/commands/schedule/report.hpp"

#include <nlohmann/json.hpp>

#include "core/schedule/plan_text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

std::string next_line(const schedule::ScheduleResult& result, bool dry_run) {
  if (!result.plan.unfilled.empty()) return "next: igbotctl media sync, igbotctl media stats\n";
  if (dry_run && !result.plan.planned.empty()) return "next: igbotctl schedule create\n";
  return "next: igbotctl queue list\n";
}

}  // namespace

const Shape k_schedule_shape{
    "posts",
    {{"id", "post id; null for a preview"},
     {"chat_id", "Telegram id of the chat"},
     {"status", "state of the post: planned"},
     {"due_at", "when it is due, UTC"},
     {"media_id", "media item"},
     {"path", "path of the item in its source"},
     {"category", "category of the item"},
     {"day", "local day the slot belongs to"},
     {"instead_of", "category that was owed the slot; null mostly"},
     {"why", "sentences: why this category and this item of it"}},
    {{"planned", "how many posts were planned"},
     {"unfilled", "how many slots got no post"},
     {"unfilled_slots", "those: due_at, day and reason of each"},
     {"canceled", "posts planned before that --replace canceled"},
     {"left_alone", "days planned with other settings, left as they are"},
     {"kept", "ids of posts moved or approved by hand that --replace left"},
     {"ran_out", "object: why each category passed over had nothing"},
     {"outside_mix", "categories that the mix does not name"}}};

nlohmann::json schedule_document(const Chat& chat, const schedule::ScheduleResult& result) {
  nlohmann::json posts = nlohmann::json::array();
  for (std::size_t i = 0; i < result.plan.planned.size(); ++i) {
    const schedule::PlannedSlot& planned = result.plan.planned[i];
    nlohmann::json post{{"id", nullptr},
                        {"chat_id", number(chat.telegram_id)},
                        {"status", "planned"},
                        {"due_at", utc_text(planned.slot.at)},
                        {"media_id", number(planned.media)},
                        {"path", planned.path},
                        {"category", planned.category},
                        {"day", day_text(planned.slot.day)},
                        {"instead_of", nullptr},
                        {"why", schedule::choice_lines(planned.why)}};
    if (i < result.posts.size()) post["id"] = number(result.posts[i]);
    if (const auto owed = planned.instead_of()) post["instead_of"] = *owed;
    posts.push_back(std::move(post));
  }
  nlohmann::json unfilled = nlohmann::json::array();
  for (const auto& slot : result.plan.unfilled) {
    unfilled.push_back({{"due_at", utc_text(slot.slot.at)},
                        {"day", day_text(slot.slot.day)},
                        {"reason", slot.reason}});
  }
  nlohmann::json left_alone = nlohmann::json::array();
  for (const auto& day : result.plan.left_alone) left_alone.push_back(day_text(day.day));
  nlohmann::json kept = nlohmann::json::array();
  for (const auto& post : result.kept) kept.push_back(number(post.id));
  return {{"planned", result.plan.planned.size()},
          {"unfilled", result.plan.unfilled.size()},
          {"canceled", result.canceled},
          {"posts", std::move(posts)},
          {"unfilled_slots", std::move(unfilled)},
          {"left_alone", std::move(left_alone)},
          {"kept", std::move(kept)},
          {"ran_out", result.plan.ran_out},
          {"outside_mix", result.plan.outside_mix}};
}

std::string schedule_report(const Chat& chat, const schedule::ScheduleResult& result,
                            bool dry_run) {
  return schedule::plan_text(chat.name, result, dry_run) + next_line(result, dry_run);
}

}  // namespace igbot::cli
