// SPDX-License-Identifier: MIT
#include "core/schedule/plan_problem.hpp"

#include <algorithm>

namespace igbot::schedule {
namespace {

ErrorKind gravest(const std::vector<PlanProblem>& problems) {
  for (const ErrorKind kind : {ErrorKind::usage, ErrorKind::not_found}) {
    if (std::any_of(problems.begin(), problems.end(),
                    [&](const PlanProblem& problem) { return problem.kind == kind; })) {
      return kind;
    }
  }
  return ErrorKind::conflict;
}

std::string all_messages(const std::vector<PlanProblem>& problems) {
  std::string text = "plan cannot be applied: ";
  if (problems.size() > 1) text += std::to_string(problems.size()) + " problems: ";
  for (const PlanProblem& problem : problems) {
    if (&problem != &problems.front()) text += "; ";
    text += problem.message;
  }
  return text;
}

std::string common_hint(const std::vector<PlanProblem>& problems) {
  return problems.size() == 1 ? problems.front().hint
                              : "mend these entries, or igbotctl schedule export again";
}

}  // namespace

PlanRefusal::PlanRefusal(std::vector<PlanProblem> problems)
    : Error(gravest(problems), all_messages(problems), common_hint(problems)),
      problems_(std::move(problems)) {}

}  // namespace igbot::schedule
