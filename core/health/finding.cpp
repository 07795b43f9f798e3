// SPDX-License-Identifier: MIT
#include "core/health/finding.hpp"

#include <algorithm>

namespace igbot::health {

std::string to_string(Grade grade) {
  switch (grade) {
    case Grade::ok:
      return "ok";
    case Grade::warning:
      return "warning";
    case Grade::failure:
      return "failure";
  }
  return "failure";
}

Grade worst_of(const std::vector<Finding>& findings) {
  Grade worst = Grade::ok;
  for (const Finding& finding : findings) worst = std::max(worst, finding.grade);
  return worst;
}

}  // namespace igbot::health
