// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace igbot::cli {

/// Gives file descriptors 0 to 2 that are closed to /dev/null: else the next file opened, the
/// database say, would become standard output.
void keep_standard_descriptors();

/// While it lives, what is written to `stream` cannot steer a terminal: control characters but line
/// feed and tab become spaces (file names and chat names come from strangers). What erases a
/// progress line passes, and what gives letters a colour.
class ScreenedStream final : private std::streambuf {
 public:
  explicit ScreenedStream(std::ostream& stream);
  ~ScreenedStream() override;
  ScreenedStream(const ScreenedStream&) = delete;
  ScreenedStream& operator=(const ScreenedStream&) = delete;

 private:
  int_type overflow(int_type byte) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;

  std::ostream& stream_;
  std::streambuf* screened_;
};

}  // namespace igbot::cli
