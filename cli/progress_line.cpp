// SPDX-License-Identifier: MIT
#include "cli/progress_line.hpp"

#include <ostream>

namespace igbot::cli {

ProgressLine::~ProgressLine() {
  if (told_) io_.err << "\r\x1B[K" << std::flush;
}

void ProgressLine::tell(const std::string& text) {
  if (!wanted_) return;
  told_ = true;
  io_.err << "\r\x1B[K" << text << std::flush;
}

}  // namespace igbot::cli
