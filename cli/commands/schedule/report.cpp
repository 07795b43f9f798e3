// SPDX-License-Identifier: MIT
#include "cli/commands/schedule/report.hpp"

#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using std::chrono::days;

/// A day with more posts than this is summed up.
constexpr std::size_t k_listed_posts = 6;

const char* weekday_name(LocalDay day) {
  static constexpr std::array<const char*, 7> names{"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
  return names.at(std::chrono::weekday{day}.c_encoding());
}

using DayPosts = std::vector<const schedule::PlannedSlot*>;

std::string listed(const DayPosts& posts, const Zone& zone) {
  std::string line;
  for (const auto* post : posts) {
    line += "  " + local_clock_text(post->slot.at, zone) + " " + post->category;
  }
  return line;
}

std::string summed_up(const DayPosts& posts, const Zone& zone) {
  std::map<std::string, std::int64_t> counts;
  for (const auto* post : posts) ++counts[post->category];
  std::vector<std::string> parts;
  parts.reserve(counts.size());
  for (const auto& [category, count] : counts)
    parts.push_back(category + " " + std::to_string(count));
  return "  " + std::to_string(posts.size()) + " posts from " +
         local_clock_text(posts.front()->slot.at, zone) + " to " +
         local_clock_text(posts.back()->slot.at, zone) + ": " + text::join(parts, ", ");
}

std::string day_lines(const schedule::ScheduleResult& result, const Zone& zone) {
  std::map<LocalDay, DayPosts> by_day;
  for (const auto& post : result.plan.planned) by_day[post.slot.day].push_back(&post);
  std::string lines;
  for (const auto& [day, posts] : by_day) {
    lines += "  " + std::string(weekday_name(day)) + " " + day_text(day) +
             (posts.size() <= k_listed_posts ? listed(posts, zone) : summed_up(posts, zone)) + "\n";
  }
  return lines;
}

std::string headline(const Chat& chat, const schedule::ScheduleResult& result, bool dry_run) {
  const std::string where = "for " + chat.name + ", " + day_text(result.from) + " to " +
                            day_text(result.from + days{result.days - 1}) + " (" +
                            result.parameters.zone + ")";
  if (result.plan.planned.empty()) {
    return (result.plan.unfilled.empty() ? "nothing to plan " : "planned nothing ") + where + "\n";
  }
  return std::string(dry_run ? "would plan " : "planned ") +
         text::count(static_cast<std::int64_t>(result.plan.planned.size()), "post", "posts") + " " +
         where + "\n";
}

std::string unfilled_lines(const schedule::Plan& plan) {
  std::map<std::string, std::vector<const schedule::UnfilledSlot*>> by_reason;
  for (const auto& slot : plan.unfilled) by_reason[slot.reason].push_back(&slot);
  std::string lines;
  for (const auto& [reason, slots] : by_reason) {
    lines += "unfilled: " + text::count(static_cast<std::int64_t>(slots.size()), "slot", "slots") +
             ", the first on " + day_text(slots.front()->slot.day) + ": " + reason + "\n";
  }
  return lines;
}

std::string fallback_lines(const schedule::Plan& plan) {
  std::map<std::string, std::map<std::string, std::int64_t>> instead;
  for (const auto& post : plan.planned) {
    if (post.instead_of) ++instead[*post.instead_of][post.category];
  }
  std::string lines;
  for (const auto& [category, others] : instead) {
    std::vector<std::string> parts;
    for (const auto& [other, count] : others) {
      parts.push_back(std::to_string(count) + " to " + other);
    }
    lines +=
        "note: " + category + " has nothing left, its slots went " + text::join(parts, ", ") + "\n";
  }
  return lines;
}

std::string left_alone_line(const schedule::Plan& plan) {
  if (plan.left_alone.empty()) return {};
  std::vector<std::string> names;
  for (const auto& day : plan.left_alone)
    names.push_back(day_text(day.day) + " (" + day.plan + ")");
  return "note: planned with other settings and left alone: " + text::join(names, ", ") +
         "; --replace plans them anew\n";
}

std::string next_line(const schedule::ScheduleResult& result, bool dry_run) {
  if (!result.plan.unfilled.empty()) return "next: igbotctl media sync, igbotctl media stats\n";
  if (dry_run && !result.plan.planned.empty()) return "next: igbotctl schedule create\n";
  return "next: igbotctl queue list\n";
}

}  // namespace

const Shape k_schedule_shape{"posts",
                             {{"id", "post id; null for a preview"},
                              {"chat_id", "Telegram id of the chat"},
                              {"status", "state of the post: planned"},
                              {"due_at", "when it is due, UTC"},
                              {"media_id", "media item"},
                              {"path", "path of the item in its source"},
                              {"category", "category of the item"},
                              {"day", "local day the slot belongs to"},
                              {"instead_of", "category that was owed the slot; null mostly"}},
                             {{"planned", "how many posts were planned"},
                              {"unfilled", "how many slots got no post"},
                              {"unfilled_slots", "those: due_at, day and reason of each"},
                              {"canceled", "posts planned before that --replace canceled"},
                              {"left_alone", "days planned with other settings, left as they are"},
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
                        {"instead_of", nullptr}};
    if (i < result.posts.size()) post["id"] = number(result.posts[i]);
    if (planned.instead_of) post["instead_of"] = *planned.instead_of;
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
  return {{"planned", result.plan.planned.size()}, {"unfilled", result.plan.unfilled.size()},
          {"canceled", result.canceled},           {"posts", std::move(posts)},
          {"unfilled_slots", std::move(unfilled)}, {"left_alone", std::move(left_alone)},
          {"outside_mix", result.plan.outside_mix}};
}

std::string schedule_report(const Chat& chat, const schedule::ScheduleResult& result,
                            bool dry_run) {
  std::string report = headline(chat, result, dry_run);
  if (result.canceled > 0) {
    report += std::string(dry_run ? "would cancel " : "canceled ") +
              text::count(result.canceled, "post", "posts") + " planned before\n";
  }
  report += day_lines(result, Zone::find(result.parameters.zone));
  report +=
      unfilled_lines(result.plan) + fallback_lines(result.plan) + left_alone_line(result.plan);
  if (!result.plan.outside_mix.empty()) {
    report +=
        "note: not in the mix and never chosen: " + text::join(result.plan.outside_mix, ", ") +
        "; igbotctl mix set changes that\n";
  }
  return report + next_line(result, dry_run);
}

}  // namespace igbot::cli
