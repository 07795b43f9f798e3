// SPDX-License-Identifier: MIT
#include "core/schedule/plan_document.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// What is taken is bounded, and each problem names its entry in a line.
void fuzz_plan_document(std::string_view input) {
  static const Zone zone = Zone::find("Europe/Berlin");
  attempt(input, [&] {
    const auto document = schedule::parse_plan_document(input, zone);
    require(document.entries.size() <= schedule::k_most_plan_posts, "too many posts are taken");
    require(!document.period || document.period->from <= document.period->to, "a period runs back");
    for (const schedule::PlanProblem& problem : document.problems) {
      check_failure(Error(problem.kind, problem.message, problem.hint), input);
      require(problem.message.starts_with("posts["), "a problem of no post");
    }
  });
}

}  // namespace igbot::fuzz
