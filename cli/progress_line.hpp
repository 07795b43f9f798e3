// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/io.hpp"

namespace igbot::cli {

/// A line on the terminal that is written over and goes away with the object; nothing elsewhere.
class ProgressLine {
 public:
  ProgressLine(Io& io, bool wanted) : io_(io), wanted_(wanted && io.err_is_terminal) {}
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void tell(const std::string& text);
  /// Whether anything told is seen.
  bool is_shown() const { return wanted_; }

 private:
  Io& io_;
  bool wanted_;
  bool told_ = false;
};

}  // namespace igbot::cli
