// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/error.hpp"

namespace igbot::schedule {

/// Why an entry of a plan document cannot be applied.
struct PlanProblem {
  ErrorKind kind = ErrorKind::usage;  ///< usage, not_found or conflict
  std::string message;                ///< "posts[2] (post 17): why"
  std::string hint;
};

/// All that is wrong with a plan document, at once. Its kind is the first of usage, not_found and
/// conflict that occurs.
class PlanRefusal : public Error {
 public:
  /// `problems` is not empty.
  explicit PlanRefusal(std::vector<PlanProblem> problems);
  const std::vector<PlanProblem>& problems() const { return problems_; }

 private:
  std::vector<PlanProblem> problems_;
};

}  // namespace igbot::schedule
