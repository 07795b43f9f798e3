// SPDX-License-Identifier: MIT
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "providers/local/descriptor.hpp"

namespace igbot::local {

/// Opens a path relative to `root`, walking it component by component without following any link.
/// Never blocks on a FIFO. Invalid (with errno) when that is not possible.
Descriptor open_beneath(int root, const std::string& relative, int flags);

/// Where the links of `root`/`relative` lead, as a path relative to `root` without links ("" = the
/// root itself). Nothing (with errno, EXDEV when it leads outside) when it cannot be entered.
std::optional<std::string> resolve_beneath(const std::string& root, const std::string& relative);

/// "size:seconds.nanoseconds": differs whenever the file was written.
std::string version_of(const struct stat& info);

}  // namespace igbot::local
