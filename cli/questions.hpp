// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <functional>
#include <stdexcept>
#include <string>

#include "cli/io.hpp"

namespace igbot::cli {

/// The person pressed Ctrl-C, or ended the input, instead of answering.
struct Interrupted : std::runtime_error {
  explicit Interrupted(bool signaled) : std::runtime_error("interrupted"), by_signal(signaled) {}
  bool by_signal;
};

/// Asks a person, each question with a default, until the answer is valid. While it lives, Ctrl-C
/// ends the question instead of the program.
class Questions {
 public:
  explicit Questions(Io& io);
  ~Questions();
  Questions(const Questions&) = delete;
  Questions& operator=(const Questions&) = delete;

  /// Returns what `parse` makes of the answer; when that throws Error, says why and asks again. An
  /// empty answer is the default, if there is one. Throws Interrupted.
  std::string ask(const std::string& question, const std::string& preset,
                  const std::function<std::string(const std::string&)>& parse);
  /// Throws Interrupted.
  bool confirm(const std::string& question);

 private:
  std::string read_line();

  Io& io_;
  struct sigaction before_ {};
};

}  // namespace igbot::cli
