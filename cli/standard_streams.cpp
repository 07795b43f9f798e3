// SPDX-License-Identifier: MIT
#include "cli/standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "cli/plot/palette.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

/// Back to plain, bold, faint, reverse, red.
constexpr std::array<std::string_view, 5> k_looks{"0", "1", "2", "7", "31"};
constexpr std::size_t k_longest_style = 16;
constexpr std::string_view k_erase_line = "\r\x1B[K";
constexpr std::string_view k_line_break = "\r\n";

bool is_control(char c) { return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == '\x7F'; }

/// U+0080 to U+009F in UTF-8: some terminals take U+009B for the start of a command.
bool is_high_control(std::string_view text, std::size_t at) {
  return text[at] == '\xC2' && at + 1 < text.size() && text[at + 1] >= '\x80' &&
         text[at + 1] <= '\x9F';
}

/// How long a change of looks is that begins here (ESC [ 1;31 m, ESC [ 7;38;5;25 m); 0 = none does.
/// Only bold, faint, reverse, red and the palette, and back: nothing that could hide what is
/// written.
std::size_t length_of_style(std::string_view text) {
  if (!text.starts_with("\x1B[")) return 0;
  const std::size_t end = text.find('m');
  if (end == std::string_view::npos || end > k_longest_style) return 0;
  const auto numbers = text::split(std::string(text.substr(2, end - 2)), ';');
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] == "38" && i + 2 < numbers.size() && numbers[i + 1] == "5" &&
        is_palette_number(numbers[i + 2])) {
      i += 2;
    } else if (std::find(k_looks.begin(), k_looks.end(), numbers[i]) == k_looks.end()) {
      return 0;
    }
  }
  return end + 1;
}

std::string screened(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with(k_erase_line)) {
      safe += k_erase_line;
      at += k_erase_line.size() - 1;
    } else if (text.substr(at).starts_with(k_line_break)) {
      safe += k_line_break;
      at += k_line_break.size() - 1;
    } else if (const std::size_t style = length_of_style(text.substr(at)); style > 0) {
      safe += text.substr(at, style);
      at += style - 1;
    } else if (is_high_control(text, at)) {
      safe += ' ';
      ++at;
    } else {
      safe += is_control(text[at]) ? ' ' : text[at];
    }
  }
  return safe;
}

}  // namespace

void keep_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    // The lowest free number is the one asked for, as those below it are open. Open for reading
    // only: writing there still fails, and is told.
    if (::fcntl(fd, F_GETFD) < 0) static_cast<void>(::open("/dev/null", O_RDONLY));
  }
}

ScreenedStream::ScreenedStream(std::ostream& stream)
    : stream_(stream), screened_(stream.rdbuf(this)) {}

ScreenedStream::~ScreenedStream() { stream_.rdbuf(screened_); }

ScreenedStream::int_type ScreenedStream::overflow(int_type byte) {
  if (traits_type::eq_int_type(byte, traits_type::eof())) return traits_type::not_eof(byte);
  const char c = traits_type::to_char_type(byte);
  return screened_->sputc(is_control(c) ? ' ' : c);
}

std::streamsize ScreenedStream::xsputn(const char* text, std::streamsize size) {
  const std::string safe = screened({text, static_cast<std::size_t>(size)});
  const auto length = static_cast<std::streamsize>(safe.size());
  return screened_->sputn(safe.data(), length) == length ? size : 0;
}

int ScreenedStream::sync() { return screened_->pubsync(); }

}  // namespace igbot::cli
