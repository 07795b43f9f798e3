// SPDX-License-Identifier: MIT
#include "cli/folder_choice.hpp"

#include <optional>
#include <ostream>

#include "core/error.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr std::size_t k_folders_shown = 50;
constexpr std::size_t k_folders_named = 8;

void show(Io& io, const std::vector<media::MediaFolder>& folders) {
  if (folders.empty()) io.err << "  (no folders here)\n";
  for (std::size_t i = 0; i < folders.size() && i < k_folders_shown; ++i) {
    io.err << "  " << i + 1 << "  " << text::redact(text::one_line(folders[i].name)) << '\n';
  }
  if (folders.size() > k_folders_shown) {
    io.err << "  and " << folders.size() - k_folders_shown << " more\n";
  }
}

/// The folder a number stands for; nothing for anything else.
std::optional<std::string> numbered(const std::vector<media::MediaFolder>& folders,
                                    const std::string& answer) {
  const auto number = text::to_integer(answer);
  if (!number || *number < 1 || *number > static_cast<std::int64_t>(folders.size())) return {};
  return folders[static_cast<std::size_t>(*number - 1)].id;
}

}  // namespace

std::string choose_folder(media::MediaSource& source, Questions& questions, Io& io,
                          const std::function<std::string(const std::string&)>& parse) {
  std::optional<std::string> below;
  while (true) {
    const auto folders = source.folders(below);
    show(io, folders);
    std::optional<std::string> entered;
    const std::string chosen =
        questions.ask("Number of the folder (with a / behind it: look into it), or its address", {},
                      [&](const std::string& answer) {
                        if (answer.ends_with('/')) {
                          entered = numbered(folders, answer.substr(0, answer.size() - 1));
                          if (entered) return std::string();
                        }
                        if (auto folder = numbered(folders, answer)) return *folder;
                        return parse(answer);
                      });
    if (!entered) return chosen;
    below = entered;
  }
}

std::string folders_text(const std::vector<media::MediaFolder>& folders) {
  std::vector<std::string> parts;
  for (const media::MediaFolder& folder : folders) {
    if (parts.size() == k_folders_named) break;
    parts.push_back(folder.id + " (" + text::one_line(folder.name) + ")");
  }
  const std::size_t more = folders.size() - parts.size();
  return text::join(parts, ", ") + (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

}  // namespace igbot::cli
