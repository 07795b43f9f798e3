// SPDX-License-Identifier: MIT
#include <algorithm>

#include "core/schedule/plan_changes.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

using std::chrono::days;
using std::chrono::minutes;

/// Closer than this, two posts are hardly meant to be.
constexpr minutes k_close{15};

bool holds(const PlannedPost& post) { return post::holds_content(post.state.state); }

std::string item_name(const PlanState& state) {
  return "media item " + id_text(state.media) + " (" + text::one_line(state.path) + ")";
}

struct Objection {
  std::string why;
  std::string hint;
};

/// Why its item may not be posted at its time; `holder` is another post with the same content.
std::optional<Objection> item_objection(const PlannedPost& post, const PlanFacts& facts,
                                        const PlannedPost* holder) {
  const std::string look = "igbotctl media show " + id_text(post.state.media);
  if (!facts.items.at(post.state.media).active) return {{"is not in the source any more", look}};
  const auto lock = facts.locks.find(post.state.content);
  if (lock != facts.locks.end() && lock->second.until > post.state.due_at) {
    const bool for_good = lock->second.until == k_forever;
    return {{"is locked " + (for_good ? "for good" : "until " + utc_text(lock->second.until)) +
                 " (" + lock->second.kind + ")",
             look}};
  }
  if (holder == nullptr) return std::nullopt;
  return {{"has the content of " + holder->where,
           holder->id ? "igbotctl post show " + id_text(*holder->id) : "choose another item"}};
}

/// Whether an instant lies in the window of its day or of the day before.
bool is_in_hours(Timestamp at, const PlanParameters& hours, const Zone& zone) {
  for (const LocalDay day : {zone.day(at), LocalDay{zone.day(at) - days{1}}}) {
    const Window window = window_of(day, hours, zone);
    if (at >= window.start && at < window.end) return true;
  }
  return false;
}

std::vector<const PlannedPost*> in_order(const std::vector<PlannedPost>& plan) {
  std::vector<const PlannedPost*> posts;
  for (const PlannedPost& post : plan) {
    if (holds(post)) posts.push_back(&post);
  }
  std::stable_sort(posts.begin(), posts.end(), [](const PlannedPost* left, const auto* right) {
    return left->state.due_at < right->state.due_at;
  });
  return posts;
}

}  // namespace

std::vector<PlanProblem> judge_planned(const std::vector<PlannedPost>& plan,
                                       const PlanFacts& facts) {
  std::multimap<ContentId, const PlannedPost*> holders;
  for (const PlannedPost& post : plan) {
    if (holds(post)) holders.emplace(post.state.content, &post);
  }
  std::vector<PlanProblem> problems;
  for (const PlannedPost& post : plan) {
    if (!post.is_judged || !holds(post)) continue;
    if (post.is_new_time && post.state.due_at <= facts.now) {
      problems.push_back({ErrorKind::usage,
                          post.where + ": time has passed: " + utc_text(post.state.due_at),
                          "choose a later time"});
    }
    const PlannedPost* holder = nullptr;
    const auto [begin, end] = holders.equal_range(post.state.content);
    for (auto other = begin; other != end; ++other) {
      if (other->second != &post) holder = other->second;
    }
    if (const auto objection = item_objection(post, facts, holder)) {
      problems.push_back({ErrorKind::conflict,
                          post.where + ": " + item_name(post.state) + " " + objection->why,
                          objection->hint});
    }
  }
  return problems;
}

std::vector<std::string> warn_of_times(const std::vector<PlannedPost>& plan,
                                       const PlanFacts& facts) {
  const Zone zone = Zone::find(facts.hours.zone);
  std::vector<std::string> warnings;
  const PlannedPost* previous = nullptr;
  for (const PlannedPost* post : in_order(plan)) {
    if (post->is_new_time && !is_in_hours(post->state.due_at, facts.hours, zone)) {
      warnings.push_back(post->where + ": " + local_text(post->state.due_at, zone) +
                         " is outside the posting hours, " +
                         std::to_string(facts.hours.start_hour) + " to " +
                         std::to_string(facts.hours.end_hour));
    }
    const bool is_new = previous != nullptr && (post->is_new_time || previous->is_new_time);
    if (is_new && post->state.due_at - previous->state.due_at < k_close) {
      const auto apart = post->state.due_at - previous->state.due_at;
      warnings.push_back(previous->where + " and " + post->where + " are " +
                         (apart == apart.zero() ? "at the same time"
                                                : duration_text(apart) + " from one another"));
    }
    previous = post;
  }
  return warnings;
}

}  // namespace igbot::schedule
