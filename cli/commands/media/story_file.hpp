// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/services.hpp"
#include "cli/temporary_folder.hpp"
#include "core/media/media_repository.hpp"
#include "core/media/story_media.hpp"

namespace igbot::cli {

/// What `media check` and `media preview` look at.
struct StoryFile {
  std::optional<MediaId> id;  ///< none: a file of this machine
  std::string name;           ///< the path in the source, or as it was typed
  std::filesystem::path file;
};

/// Brings items of a chat to this machine, as publishing does.
class StoryFiles {
 public:
  explicit StoryFiles(Services& services) : services_(services) {}

  /// A number names an item of the chat, anything else a file. Throws ErrorKind::not_found.
  StoryFile find(const std::string& id_or_path);
  /// The active items of the chat, by path.
  std::vector<media::MediaItem> active_items();
  /// Fetches the file of an item. Throws ErrorKind::not_found when it is gone.
  StoryFile bring(const media::MediaItem& item);
  /// A name for a file that goes away.
  std::filesystem::path scratch() { return folder_.next_file(); }

 private:
  Services& services_;
  TemporaryFolder folder_;
};

/// The same failure, naming the file as people know it instead of its local copy.
Error in_its_name(const Error& error, const StoryFile& subject);

/// "1080×1920"
std::string pixels_text(const media::MediaFacts& facts);

}  // namespace igbot::cli
