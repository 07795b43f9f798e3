// SPDX-License-Identifier: MIT
#include "cli/io.hpp"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace igbot::cli {
namespace {

constexpr int k_default_width = 80;

int terminal_width(const Environment& environment) {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  if (const auto columns = environment.get("COLUMNS")) {
    const int number = std::atoi(columns->c_str());
    if (number > 0) return number;
  }
  return k_default_width;
}

/// Whether the journal named in JOURNAL_STREAM ("device:inode", systemd.exec(5)) is behind `fd`,
/// which may have been sent elsewhere since.
bool is_journal(int fd, const std::optional<std::string>& journal_stream) {
  struct stat status {};
  if (!journal_stream || ::fstat(fd, &status) != 0) return false;
  return *journal_stream == std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
}

}  // namespace

Environment Environment::of_process() {
  std::map<std::string, std::string> values;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string text(*entry);
    const auto equals = text.find('=');
    if (equals != std::string::npos)
      values.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return Environment(std::move(values));
}

std::optional<std::string> Environment::get(const std::string& name) const {
  const auto found = values_.find(name);
  if (found == values_.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

Io system_io(const Environment& environment) {
  const bool out_is_terminal = isatty(STDOUT_FILENO) == 1;
  const auto journal_stream = environment.get("JOURNAL_STREAM");
  return {.in = std::cin,
          .out = std::cout,
          .err = std::cerr,
          .in_is_terminal = isatty(STDIN_FILENO) == 1,
          .out_is_terminal = out_is_terminal,
          .err_is_terminal = isatty(STDERR_FILENO) == 1,
          .out_is_journal = is_journal(STDOUT_FILENO, journal_stream),
          .err_is_journal = is_journal(STDERR_FILENO, journal_stream),
          .width = terminal_width(environment),
          .colour = out_is_terminal && !environment.get("NO_COLOR") &&
                    environment.get("TERM").value_or("") != "dumb"};
}

}  // namespace igbot::cli
