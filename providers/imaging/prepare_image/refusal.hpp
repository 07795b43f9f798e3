// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

namespace igbot::prepare_image {

/// How prepare-image ends; providers/imaging reads these numbers.
enum class Exit : int {
  done = 0,
  bug = 1,
  usage = 2,
  unreadable = 3,   ///< no file, or none of the formats it opens
  too_large = 4,    ///< more pixels than it opens
  damaged = 5,      ///< the format is known, the content is not whole
  too_heavy = 6,    ///< no JPEG within the size limit came out
  not_written = 7,  ///< the result could not be written
};

/// Why there is no result, in one line.
class Refusal : public std::runtime_error {
 public:
  Refusal(Exit code, const std::string& why) : std::runtime_error(why), code_(code) {}
  Exit code() const { return code_; }

 private:
  Exit code_;
};

}  // namespace igbot::prepare_image
