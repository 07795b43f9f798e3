// SPDX-License-Identifier: MIT
#include "cli/exit_code.hpp"

#include <array>

namespace igbot::cli {

int exit_code_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::failed:
      return k_failed;
    case ErrorKind::usage:
      return k_usage;
    case ErrorKind::some_failed:
      return k_some_failed;
    case ErrorKind::auth:
      return k_auth;
    case ErrorKind::not_found:
      return k_not_found;
    case ErrorKind::conflict:
      return k_conflict;
    case ErrorKind::temporary:
      return k_temporary;
    case ErrorKind::unknown_outcome:
      return k_unknown_outcome;
    case ErrorKind::database:
      return k_database;
    case ErrorKind::config:
      return k_config;
    case ErrorKind::bug:
      return k_bug;
  }
  return k_bug;
}

const char* name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::failed:
      return "failed";
    case ErrorKind::usage:
      return "usage";
    case ErrorKind::some_failed:
      return "some_failed";
    case ErrorKind::auth:
      return "auth";
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::temporary:
      return "temporary";
    case ErrorKind::unknown_outcome:
      return "unknown_outcome";
    case ErrorKind::database:
      return "database";
    case ErrorKind::config:
      return "config";
    case ErrorKind::bug:
      return "bug";
  }
  return "bug";
}

int more_important(int left, int right) { return most_important({left, right}); }

int most_important(std::initializer_list<int> codes) {
  constexpr std::array<int, 7> order{k_bug,  k_database,    k_config,   k_unknown_outcome,
                                     k_auth, k_some_failed, k_temporary};
  for (const int wanted : order) {
    for (const int code : codes) {
      if (code == wanted) return code;
    }
  }
  for (const int code : codes) {
    if (code != k_done) return code;
  }
  return k_done;
}

}  // namespace igbot::cli
