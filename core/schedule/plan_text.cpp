// SPDX-License-Identifier: MIT
#include "core/schedule/plan_text.hpp"

#include <map>

#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

using std::chrono::days;

/// A day with more posts than this is summed up.
constexpr std::size_t k_listed_posts = 6;

using DayPosts = std::vector<const PlannedSlot*>;

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

std::string day_lines(const ScheduleResult& result, const Zone& zone) {
  std::map<LocalDay, DayPosts> by_day;
  for (const auto& post : result.plan.planned) by_day[post.slot.day].push_back(&post);
  std::string lines;
  for (const auto& [day, posts] : by_day) {
    lines += "  " + weekday_text(day) + " " + day_text(day) +
             (posts.size() <= k_listed_posts ? listed(posts, zone) : summed_up(posts, zone)) + "\n";
  }
  return lines;
}

std::string headline(const std::string& chat, const ScheduleResult& result, bool dry_run) {
  const std::string where = "for " + chat + ", " + day_text(result.from) + " to " +
                            day_text(result.from + days{result.days - 1}) + " (" +
                            result.parameters.zone + ")";
  if (result.plan.planned.empty()) {
    return (result.plan.unfilled.empty() ? "nothing to plan " : "planned nothing ") + where + "\n";
  }
  return std::string(dry_run ? "would plan " : "planned ") +
         text::count(static_cast<std::int64_t>(result.plan.planned.size()), "post", "posts") + " " +
         where + "\n";
}

std::string unfilled_lines(const Plan& plan) {
  std::map<Gap, std::vector<const UnfilledSlot*>> by_gap;
  for (const auto& slot : plan.unfilled) by_gap[slot.gap].push_back(&slot);
  std::string lines;
  for (const auto& [gap, slots] : by_gap) {
    lines += "unfilled: " + text::count(static_cast<std::int64_t>(slots.size()), "slot", "slots") +
             ", the first on " + day_text(slots.front()->slot.day) + ": " + slots.front()->reason +
             "\n";
  }
  return lines;
}

std::string fallback_lines(const Plan& plan) {
  std::map<std::string, std::map<std::string, std::int64_t>> instead;
  for (const auto& post : plan.planned) {
    if (const auto owed = post.instead_of()) ++instead[*owed][post.category];
  }
  std::string lines;
  for (const auto& [category, others] : instead) {
    std::vector<std::string> parts;
    for (const auto& [other, count] : others) {
      parts.push_back(std::to_string(count) + " to " + other);
    }
    const auto why = plan.ran_out.find(category);
    lines += "note: " + category + " ran out" +
             (why == plan.ran_out.end() ? "" : " (" + why->second + ")") + "; its slots went " +
             text::join(parts, ", ") + "\n";
  }
  return lines;
}

std::string kept_line(const ScheduleResult& result, const Zone& zone) {
  if (result.kept.empty()) return {};
  std::vector<std::string> names;
  for (const KeptPost& post : result.kept) {
    if (names.size() == k_listed_posts) {
      names.push_back(std::to_string(result.kept.size() - names.size()) + " more");
      break;
    }
    names.push_back(id_text(post.id) + " (" + local_text(post.due_at, zone) + ")");
  }
  return "note: moved or approved by hand and left as they are: post " + text::join(names, ", ") +
         "\n";
}

std::string left_alone_line(const Plan& plan) {
  if (plan.left_alone.empty()) return {};
  std::vector<std::string> names;
  for (const auto& day : plan.left_alone)
    names.push_back(day_text(day.day) + " (" + day.plan + ")");
  return "note: planned with other settings and left alone: " + text::join(names, ", ") +
         "; --replace plans them anew\n";
}

}  // namespace

std::string plan_text(const std::string& chat, const ScheduleResult& result, bool dry_run) {
  std::string report = headline(chat, result, dry_run);
  if (result.canceled > 0) {
    report += std::string(dry_run ? "would cancel " : "canceled ") +
              text::count(result.canceled, "post", "posts") + " planned before\n";
  }
  const Zone zone = Zone::find(result.parameters.zone);
  report += day_lines(result, zone);
  report += unfilled_lines(result.plan) + fallback_lines(result.plan) +
            left_alone_line(result.plan) + kept_line(result, zone);
  if (!result.plan.outside_mix.empty()) {
    report +=
        "note: not in the mix and never chosen: " + text::join(result.plan.outside_mix, ", ") +
        "; igbotctl mix set changes that\n";
  }
  return report;
}

std::string plan_reasons(const ScheduleResult& result) {
  const Zone zone = Zone::find(result.parameters.zone);
  std::string lines;
  for (const PlannedSlot& post : result.plan.planned) {
    lines += "  " + weekday_text(zone.day(post.slot.at)) + " " + local_text(post.slot.at, zone) +
             "  " + text::one_line(post.path) + " (media " + id_text(post.media) + ")\n";
    for (const std::string& why : choice_lines(post.why)) {
      lines += "      " + text::one_line(why) + "\n";
    }
  }
  for (const UnfilledSlot& slot : result.plan.unfilled) {
    lines += "  " + weekday_text(zone.day(slot.slot.at)) + " " + local_text(slot.slot.at, zone) +
             "  nothing\n      " + slot.reason + "\n";
  }
  return lines;
}

std::string cleared_text(const std::string& chat, const ClearResult& result, bool dry_run) {
  std::string report;
  if (result.canceled == 0) {
    report = "nothing is planned for " + chat + "\n";
  } else {
    report = std::string(dry_run ? "would cancel " : "canceled ") +
             text::count(result.canceled, "planned post", "planned posts") + " of " + chat + "\n";
  }
  if (result.still_approved > 0) {
    report += text::count(result.still_approved, "post", "posts") +
              " approved by hand stay and go out: igbotctl post list --status approved\n";
  }
  if (result.was_automatic) {
    report += "nothing " + std::string(dry_run ? "would be" : "is") +
              " planned by itself until the next igbotctl schedule create\n";
  }
  return report;
}

}  // namespace igbot::schedule
