// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/media/media_source.hpp"

namespace igbot::media {

/// What a source holds, found by going through all of it and reading one file to its end.
struct SourceLook {
  SourceConfig config;  ///< completed by the source
  std::int64_t files = 0;
  std::int64_t bytes = 0;
  std::map<std::string, std::int64_t> categories;  ///< files of each
  std::int64_t skipped = 0;
  std::vector<Problem> problems;
  bool complete = true;
  /// The smallest file, which was read to its end; empty when there is none.
  std::string read_path;

  /// "8 categories", with the names of the first few: "memes 12, merch 3".
  std::string categories_text() const;
};

/// Throws as the source does; ErrorKind::failed when it can be listed and its files not be read.
/// `progress` is told how many files were listed, after each page.
SourceLook look_into(MediaSource& source,
                     const std::function<void(std::int64_t listed)>& progress = {});

}  // namespace igbot::media
