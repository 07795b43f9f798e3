// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/http/http.hpp"

/// The frame of the fuzzers. Each NAME_fuzz.cpp defines `void fuzz_NAME(std::string_view input)`;
/// the list of them is made by CMakeLists.txt.
namespace igbot::fuzz {

/// The present, as far as targets are concerned: 2026-09-21T13:33:20Z.
inline constexpr Timestamp k_now = from_millis(1'790'000'000'000);

/// Ends the process, as a finding, with `what` unless it holds.
void require(bool holds, const std::string& what);

/// Ends it unless this is a failure as the program may have them: no bug, not much longer than what
/// it is about, and told on one line without control characters, as JSON, too.
void check_failure(const Error& error, std::string_view input);

/// Runs what may refuse the input; true when it did not. A failure is checked, anything else that
/// is thrown is a finding.
bool attempt(std::string_view input, const std::function<void()>& run);

/// The input under a name, in memory only.
class InputFile {
 public:
  explicit InputFile(std::string_view content);
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile();
  std::filesystem::path path() const;

 private:
  int descriptor_;
};

/// The input in pieces that end at each NUL: several texts in one, the last may be anything.
std::vector<std::string> pieces_of(std::string_view input, std::size_t count);

/// An answer whose status is the number that the input begins with (200 when it is none), with the
/// headers that follow it, "NAME: VALUE" on a line each, and after an empty line its body. As a
/// person writes a corpus; any input is some answer.
http::Response answer_of(std::string_view input);

/// One line without control characters.
bool is_plain_line(std::string_view text);

}  // namespace igbot::fuzz
