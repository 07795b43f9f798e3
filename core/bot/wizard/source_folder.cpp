// SPDX-License-Identifier: MIT
#include "core/bot/wizard/source_folder.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "core/media/source_config.hpp"

namespace igbot::bot {
namespace {

namespace fs = std::filesystem;

bool lies_below(const fs::path& path, const fs::path& root) {
  const auto [in_root, in_path] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  return in_root == root.end();
}

bool is_allowed_folder(const BotRules& rules, const fs::path& real) {
  return std::any_of(rules.local_roots.begin(), rules.local_roots.end(), [&](const fs::path& root) {
    std::error_code missing;
    const fs::path real_root = fs::canonical(root, missing);
    return !missing && lies_below(real, real_root);
  });
}

}  // namespace

std::variant<std::string, UnfitFolder> folder_below_roots(const BotRules& rules,
                                                          const std::string& path) {
  // The same words for what does not exist and what is not allowed: this is no way to find out
  // what lies on the server.
  const UnfitFolder unknown{"there is no such folder below those the operator allows"};
  std::error_code missing;
  const fs::path wanted(path);
  if (!wanted.is_absolute() || path.find('\0') != std::string::npos) {
    return UnfitFolder{"a whole path is needed, as in /srv/photos"};
  }
  const fs::path real = fs::canonical(wanted, missing);
  if (missing || !is_allowed_folder(rules, real) || !fs::is_directory(real, missing)) {
    return unknown;
  }
  return real.string();
}

SourceFinding look_into(const BotRules& rules, const std::string& path) {
  const auto found = folder_below_roots(rules, path);
  if (const auto* unfit = std::get_if<UnfitFolder>(&found)) return *unfit;
  const auto& real = std::get<std::string>(found);
  try {
    const auto source = rules.open_source(media::LocalSourceConfig{real}, std::nullopt);
    SourceFolder folder{real, 0, 0};
    std::set<std::string> categories;
    std::optional<std::string> cursor;
    do {
      const media::MediaPage page = source->list(cursor);
      folder.files += static_cast<std::int64_t>(page.entries.size());
      for (const auto& entry : page.entries) categories.insert(media::category_of(entry.path));
      cursor = page.next;
    } while (cursor);
    folder.categories = static_cast<std::int64_t>(categories.size());
    return folder;
  } catch (const Error& error) {
    return UnfitFolder{error.what()};
  }
}

}  // namespace igbot::bot
