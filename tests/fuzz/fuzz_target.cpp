// SPDX-License-Identifier: MIT
#include "tests/fuzz/fuzz_target.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>
#include <system_error>

#include "cli/io.hpp"
#include "cli/report.hpp"
#include "core/text/text.hpp"

namespace igbot::fuzz {
namespace {

/// What a message has besides the text it is about.
constexpr std::size_t k_longest_words = 2000;
/// Longer ones are left to the targets `text`, `redact` and `log_line`: here they would take the
/// time.
constexpr std::size_t k_longest_told = 8192;

std::string told(const Error& error, bool as_json) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  cli::Io io{.in = in, .out = out, .err = err};
  cli::report(io, as_json, error);
  return err.str();
}

}  // namespace

void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "==FINDING== %s\n", what.c_str());
  std::abort();
}

void check_failure(const Error& error, std::string_view input) {
  const std::string message = error.what();
  require(error.kind() != ErrorKind::bug, "an input is called a bug: " + message);
  require(!message.empty(), "a failure that says nothing");
  require(message.size() + error.hint().size() <= 4 * input.size() + k_longest_words,
          "a message of " + std::to_string(message.size()) + " bytes");
  if (message.size() > k_longest_told) return;
  const std::vector<std::string> lines = text::split(told(error, false), '\n');
  require(lines.size() == (error.hint().empty() ? 2U : 3U), "a message of several lines");
  require(std::all_of(lines.begin(), lines.end(), is_plain_line), "a message that is not plain");
  const auto document = nlohmann::json::parse(told(error, true), nullptr, false);
  require(document.is_object() && document.contains("error"), "a message that is no JSON");
}

bool attempt(std::string_view input, const std::function<void()>& run) {
  try {
    run();
    return true;
  } catch (const Error& error) {
    check_failure(error, input);
    return false;
  }
}

InputFile::InputFile(std::string_view content) : descriptor_(::memfd_create("input", MFD_CLOEXEC)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "memfd_create");
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor_, content.data(), content.size());
    if (written < 0) throw std::system_error(errno, std::generic_category(), "write");
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

InputFile::~InputFile() { ::close(descriptor_); }

std::filesystem::path InputFile::path() const {
  return "/proc/self/fd/" + std::to_string(descriptor_);
}

std::vector<std::string> pieces_of(std::string_view input, std::size_t count) {
  std::vector<std::string> pieces;
  while (pieces.size() + 1 < count) {
    const std::size_t end = std::min(input.find('\0'), input.size());
    pieces.emplace_back(input.substr(0, end));
    input.remove_prefix(std::min(end + 1, input.size()));
  }
  pieces.emplace_back(input);
  return pieces;
}

http::Response answer_of(std::string_view input) {
  const auto next_line = [&input] {
    const std::size_t end = std::min(input.find('\n'), input.size());
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
    return line;
  };
  http::Response response;
  const auto status = text::to_integer(next_line());
  response.status = status && *status >= 100 && *status <= 599 ? static_cast<int>(*status) : 200;
  for (auto line = next_line(); !line.empty(); line = next_line()) {
    const std::size_t colon = std::min(line.find(": "), line.size());
    response.headers.push_back({std::string(line.substr(0, colon)),
                                std::string(line.substr(std::min(colon + 2, line.size())))});
  }
  response.body = input;
  return response;
}

bool is_plain_line(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace igbot::fuzz
