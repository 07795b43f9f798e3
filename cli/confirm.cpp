// SPDX-License-Identifier: MIT
#include "cli/confirm.hpp"

#include <istream>
#include <ostream>

#include "core/error.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {

void require_confirmation(Io& io, bool yes, const std::string& question) {
  if (yes) return;
  if (!io.in_is_terminal) {
    throw Error(ErrorKind::usage, "not confirmed: " + question, "add --yes");
  }
  io.err << text::redact(question) << " [y/N] " << std::flush;
  std::string answer;
  std::getline(io.in, answer);
  answer = text::to_lower(text::trim(answer));
  if (answer != "y" && answer != "yes") {
    throw Error(ErrorKind::conflict, "not confirmed: nothing was changed");
  }
}

}  // namespace igbot::cli
