// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/media/media_source.hpp"

namespace igbot::local {

/// Lists everything below an open folder whose real path is `root`; what LocalSource promises.
media::MediaPage walk_tree(const std::string& root, int root_fd);

}  // namespace igbot::local
