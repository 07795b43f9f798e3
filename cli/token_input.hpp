// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "cli/io.hpp"
#include "core/secret.hpp"

namespace igbot::cli {

/// Where a person says that an access token comes from; never an argument.
struct TokenSource {
  bool from_stdin = false;          ///< --token-stdin
  std::optional<std::string> file;  ///< --token-file FILE
};

/// The token: from standard input (on a terminal it is asked for and not shown), from a file that
/// must be private, else from IGBOTCTL_INSTAGRAM_TOKEN. Throws ErrorKind::usage when there is none
/// or it is no token, without quoting it, and ErrorKind::config for a file as read_private_file
/// does.
Secret read_account_token(const TokenSource& source, const Environment& environment, Io& io);

/// One line that the terminal does not show while it is typed; `question` stands before it.
std::string ask_unseen(Io& io, const std::string& question);
/// All of a stream, up to `limit` bytes and one more, so that what is too long can be told.
std::string read_at_most(std::istream& in, std::size_t limit);

}  // namespace igbot::cli
