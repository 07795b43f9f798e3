// SPDX-License-Identifier: MIT
#include "cli/commands/media/story_file.hpp"

#include <limits>

#include "cli/commands/media/item.hpp"
#include "cli/sources.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {

StoryFile StoryFiles::find(const std::string& id_or_path) {
  if (const auto id = text::to_integer(id_or_path)) {
    const Chat chat = services_.chat();
    const auto found = services_.store().read([&](UnitOfWork& unit) {
      return find_media(unit.chat(chat.key), static_cast<MediaId>(*id));
    });
    return bring(found.item);
  }
  std::error_code unreadable;
  if (!std::filesystem::exists(id_or_path, unreadable)) {
    throw Error(ErrorKind::not_found, "no such file: " + id_or_path,
                "igbotctl media list shows the ids of the library");
  }
  return {std::nullopt, id_or_path, id_or_path};
}

std::vector<media::MediaItem> StoryFiles::active_items() {
  const Chat chat = services_.chat();
  return services_.store().read([&](UnitOfWork& unit) {
    return media::MediaRepository(unit.chat(chat.key))
        .list({.limit = std::numeric_limits<int>::max()});
  });
}

StoryFile StoryFiles::bring(const media::MediaItem& item) {
  const Chat chat = services_.chat();
  StoryFile brought{item.id, item.path, folder_.next_file()};
  if (const auto why = services_.sources().bring(chat.key, item, brought.file)) {
    throw Error(ErrorKind::not_found, item.path + " " + *why, "igbotctl media sync");
  }
  return brought;
}

Error in_its_name(const Error& error, const StoryFile& subject) {
  std::string message = error.what();
  const std::string copy = subject.file.string();
  const std::size_t at = copy.empty() ? std::string::npos : message.find(copy);
  if (at != std::string::npos) message.replace(at, copy.size(), subject.name);
  return {error.kind(), message, error.hint()};
}

std::string pixels_text(const media::MediaFacts& facts) {
  return std::to_string(facts.width) + "×" + std::to_string(facts.height);
}

}  // namespace igbot::cli
