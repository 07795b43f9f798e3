// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace igbot::imaging {

/// Whether the index of an MP4 or QuickTime file (`moov`) stands before its media (`mdat`), by the
/// headers of its outermost boxes (ISO/IEC 14496-12, 4.2). Without an index: false.
bool has_index_first(const std::filesystem::path& file);

}  // namespace igbot::imaging
