// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "cli/io.hpp"

namespace igbot::cli {

/// Waits on this machine for the browser of a person who is sent back from a login (RFC 8252, 7.3):
/// a port of the loopback address that the system chooses.
class LoopbackListener {
 public:
  /// Throws ErrorKind::failed when no port can be listened on.
  LoopbackListener();
  ~LoopbackListener();
  LoopbackListener(const LoopbackListener&) = delete;
  LoopbackListener& operator=(const LoopbackListener&) = delete;

  /// "http://127.0.0.1:40123/".
  std::string address() const;

  /// The address that a browser asked for with a `state` in it, or the line that was typed on
  /// `typed` (a file descriptor), whichever comes first; nothing at the end of that input. Whoever
  /// else asks is answered and not waited for.
  std::optional<std::string> wait(int typed) const;

 private:
  int fd_ = -1;
  int port_ = 0;
};

}  // namespace igbot::cli
