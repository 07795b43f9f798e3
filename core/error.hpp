// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace igbot {

/// What went wrong, in the terms the caller acts on. cli/exit_code maps each kind to one number.
enum class ErrorKind {
  failed,           ///< the work could not be done
  usage,            ///< a wrong argument or an invalid value
  some_failed,      ///< some items of many failed; the others are done
  auth,             ///< credentials need a person
  not_found,        ///< a thing that does not exist or is not set up
  conflict,         ///< refused by a rule or by the present state
  temporary,        ///< nothing wrong with the request; try again later
  unknown_outcome,  ///< may or may not have happened on the other side
  database,         ///< database missing, damaged, older or newer than this program
  config,           ///< bad configuration
  bug,              ///< a broken invariant of ours
};

/// A failure on its way to the one place that reports it. `what()` reads
/// "what failed: which thing", lower case, no full stop, never a secret; `hint()` is the next
/// command to run, or empty.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message, std::string hint = {})
      : std::runtime_error(message), kind_(kind), hint_(std::move(hint)) {}

  ErrorKind kind() const { return kind_; }
  const std::string& hint() const { return hint_; }

 private:
  ErrorKind kind_;
  std::string hint_;
};

}  // namespace igbot
