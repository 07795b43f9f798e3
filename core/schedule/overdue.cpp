// SPDX-License-Identifier: MIT
#include "core/schedule/overdue.hpp"

#include <algorithm>

namespace igbot::schedule {
namespace {

void apply_policy(const std::vector<PostId>& overdue, OverduePolicy policy,
                  OverdueDecision& decision) {
  if (overdue.empty()) return;
  switch (policy) {
    case OverduePolicy::skip:
      decision.miss.insert(decision.miss.end(), overdue.begin(), overdue.end());
      return;
    case OverduePolicy::one:
      decision.miss.insert(decision.miss.end(), overdue.begin(), overdue.end() - 1);
      decision.deliver.push_back(overdue.back());
      return;
    case OverduePolicy::all:
      decision.deliver.push_back(overdue.front());
      decision.wait.insert(decision.wait.end(), overdue.begin() + 1, overdue.end());
      return;
  }
}

}  // namespace

OverdueDecision decide_overdue(std::vector<DuePost> posts, OverduePolicy policy,
                               std::chrono::minutes most, Timestamp now) {
  std::sort(posts.begin(), posts.end(), [](const DuePost& left, const DuePost& right) {
    return left.due_at != right.due_at ? left.due_at < right.due_at : left.id < right.id;
  });
  OverdueDecision decision;
  std::vector<PostId> overdue;
  std::vector<PostId> due;
  for (const DuePost& post : posts) {
    if (post.due_at > now) continue;
    if (now - post.due_at > std::max(most, k_overdue_after)) {
      decision.miss.push_back(post.id);
    } else if (now - post.due_at > k_overdue_after) {
      overdue.push_back(post.id);
    } else {
      due.push_back(post.id);
    }
  }
  apply_policy(overdue, policy, decision);
  decision.deliver.insert(decision.deliver.end(), due.begin(), due.end());
  return decision;
}

}  // namespace igbot::schedule
