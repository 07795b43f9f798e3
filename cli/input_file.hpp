// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "cli/io.hpp"

namespace igbot::cli {

/// A file that a person named on the command line.
struct InputFile {
  std::string name;     ///< "-" = standard input
  std::size_t largest;  ///< bytes
  std::string hint;     ///< what makes such a file
};

/// Its text, read no further than one byte beyond `largest`, so that whoever judges it sees that it
/// is too large. Throws ErrorKind::not_found when there is no such file and ErrorKind::failed when
/// it cannot be read.
std::string read_input_file(const InputFile& file, Io& io);

}  // namespace igbot::cli
