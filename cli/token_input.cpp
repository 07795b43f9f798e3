// SPDX-License-Identifier: MIT
#include "cli/token_input.hpp"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <istream>
#include <ostream>

#include "core/error.hpp"
#include "core/private_file.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr const char* k_token_variable = "IGBOTCTL_INSTAGRAM_TOKEN";
constexpr std::size_t k_longest_token = 4096;

/// While it lives, the terminal does not show what is typed. What was typed before it is thrown
/// away, since the terminal has shown that; so it begins before the question appears, and nothing
/// that answers the question is lost.
class EchoOff {
 public:
  EchoOff() : changed_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!changed_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~EchoOff() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
  }
  EchoOff(const EchoOff&) = delete;
  EchoOff& operator=(const EchoOff&) = delete;

 private:
  termios before_{};
  bool changed_;
};

std::string raw_token(const TokenSource& source, const Environment& environment, Io& io) {
  if (source.from_stdin) {
    // A line break may stand behind it.
    return io.in_is_terminal ? ask_unseen(io, "token") : read_at_most(io.in, k_longest_token + 1);
  }
  if (source.file) {
    return read_private_file(*source.file, {"token file", "as --token-file", "check the path",
                                            "a token is one line"})
        .reveal();
  }
  if (const auto token = environment.get(k_token_variable)) return *token;
  throw Error(ErrorKind::usage, "no token was given",
              std::string("--token-stdin, --token-file FILE, or ") + k_token_variable);
}

}  // namespace

std::string ask_unseen(Io& io, const std::string& question) {
  std::string line;
  {
    const EchoOff silent;
    io.err << question << " (it is not shown): " << std::flush;
    std::getline(io.in, line);
  }
  io.err << '\n';
  return line;
}

std::string read_at_most(std::istream& in, std::size_t limit) {
  std::string content(limit + 1, '\0');
  in.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<std::size_t>(in.gcount()));
  return content;
}

Secret read_account_token(const TokenSource& source, const Environment& environment, Io& io) {
  Secret token(text::trim(raw_token(source, environment, io)));
  if (token.empty()) {
    throw Error(ErrorKind::usage, "the token is empty", "give the whole access token");
  }
  const std::string& text = token.reveal();
  const bool plain =
      std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (plain && text.size() <= k_longest_token) return token;
  throw Error(ErrorKind::usage, "this is not an access token: it is one line without spaces",
              "copy it once more, whole and alone");
}

}  // namespace igbot::cli
