// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>

#include "core/error.hpp"

namespace igbot::cli {

/// The numbers scripts rely on; igbotctl-exit(7) documents them.
enum ExitCode : int {
  k_done = 0,
  k_failed = 1,
  k_usage = 2,
  k_some_failed = 3,
  k_auth = 4,
  k_not_found = 5,
  k_conflict = 6,
  k_temporary = 7,
  k_unknown_outcome = 8,
  k_database = 10,
  k_config = 12,
  k_doctor_warnings = 20,
  k_doctor_failures = 21,
  k_bug = 70,
};

int exit_code_of(ErrorKind kind);

/// A stable word for each kind, for JSON errors.
const char* name_of(ErrorKind kind);

/// Of several codes the one to exit with: the first of 70, 10, 12, 8, 4, 3, 7 that occurs, else
/// the first that is not 0, else 0.
int most_important(std::initializer_list<int> codes);
int more_important(int left, int right);

}  // namespace igbot::cli
