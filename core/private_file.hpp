// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "core/secret.hpp"

namespace igbot {

/// What a private file is called in messages, and what helps.
struct PrivateFile {
  std::string what;      ///< "key file"
  std::string named_by;  ///< how a person names it: "as key_file"
  std::string what_to_do_if_missing;
  std::string what_is_in_it;  ///< "a key is one line"
};

/// The content of a file that holds a secret. Throws ErrorKind::config unless it is an ordinary
/// file of at most 64 KiB, not a symbolic link, that is this user's (or root's) and nobody else may
/// touch.
Secret read_private_file(const std::filesystem::path& file, const PrivateFile& terms);

}  // namespace igbot
