// SPDX-License-Identifier: MIT
#include "cli/input_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <istream>

#include "core/error.hpp"

namespace igbot::cli {
namespace {

std::string read_bounded(std::istream& stream, const std::string& name, std::size_t largest) {
  std::string text(largest + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream.bad()) throw Error(ErrorKind::failed, "file could not be read: " + name);
  return text;
}

}  // namespace

std::string read_input_file(const InputFile& file, Io& io) {
  if (file.name == "-") return read_bounded(io.in, "standard input", file.largest);
  errno = 0;
  std::ifstream stream(file.name, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file.name)) {
    const int why = stream ? EISDIR : errno;
    throw Error(why == ENOENT ? ErrorKind::not_found : ErrorKind::failed,
                "file could not be read: " + file.name + " (" + std::strerror(why) + ")",
                file.hint);
  }
  return read_bounded(stream, file.name, file.largest);
}

}  // namespace igbot::cli
