// SPDX-License-Identifier: MIT
#include "core/media/source_look.hpp"

#include <optional>

#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot::media {
namespace {

constexpr std::size_t k_categories_told = 6;

/// Whoever may list may not always read: rights differ.
void try_reading(MediaSource& source, const MediaEntry& entry) {
  try {
    source.read({entry.identifier, entry.version}, [](std::string_view) {});
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::not_found) throw;
    throw Error(
        ErrorKind::failed,
        "the source can be listed, but its files not be read: " + entry.path + ": " + error.what(),
        "give whoever igbotctl acts as the right to read");
  }
}

}  // namespace

std::string SourceLook::categories_text() const {
  std::vector<std::string> parts;
  for (const auto& [name, count] : categories) {
    if (parts.size() == k_categories_told) break;
    parts.push_back(text::one_line(name) + " " + std::to_string(count));
  }
  const std::size_t more = categories.size() - parts.size();
  return text::join(parts, ", ") + (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

SourceLook look_into(MediaSource& source,
                     const std::function<void(std::int64_t listed)>& progress) {
  SourceLook look{.config = source.completed_config()};
  std::optional<MediaEntry> smallest;
  std::optional<std::string> cursor;
  do {
    MediaPage page = source.list(cursor);
    for (MediaEntry& entry : page.entries) {
      ++look.files;
      look.bytes += entry.size;
      ++look.categories[category_of(entry.path)];
      if (entry.size > 0 && (!smallest || entry.size < smallest->size)) smallest = std::move(entry);
    }
    look.skipped += page.skipped;
    look.problems.insert(look.problems.end(), page.problems.begin(), page.problems.end());
    look.complete = look.complete && !page.incomplete;
    if (progress) progress(look.files);
    if (page.next && page.next == cursor) break;
    cursor = std::move(page.next);
  } while (cursor);
  if (smallest) {
    try_reading(source, *smallest);
    look.read_path = smallest->path;
  }
  return look;
}

}  // namespace igbot::media
