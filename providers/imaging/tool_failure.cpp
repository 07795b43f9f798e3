// SPDX-License-Identifier: MIT
#include "providers/imaging/tool_failure.hpp"

#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot::imaging {
namespace {

constexpr std::size_t k_longest_reason = 200;

/// The last line a tool wrote, fit for a message.
std::string last_line(const std::string& err) {
  const std::string written = text::trim(err);
  const std::string line = written.substr(written.rfind('\n') + 1);
  return text::one_line(line.substr(0, k_longest_reason));
}

std::string reason_of(const process::Ended& ended) {
  if (ended.timed_out) return "it took too long";
  if (ended.exit_code > 128) {
    return "its tool was ended by signal " + std::to_string(ended.exit_code - 128) +
           ", at a limit of time or memory";
  }
  const std::string line = last_line(ended.err);
  return line.empty() ? "its tool ended with status " + std::to_string(ended.exit_code) : line;
}

}  // namespace

void require_success(const process::Ended& ended, const std::string& what,
                     const std::filesystem::path& file) {
  if (ended.exit_code == 0 && !ended.timed_out) return;
  throw Error(ErrorKind::failed,
              what + " cannot be used: " + file.string() + " (" + reason_of(ended) + ")",
              "replace it by a sound copy");
}

}  // namespace igbot::imaging
