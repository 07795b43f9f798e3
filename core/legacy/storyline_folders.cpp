// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>

#include "core/error.hpp"
#include "core/legacy/import_context.hpp"
#include "core/media/source_config.hpp"
#include "core/settings/settings_repository.hpp"

namespace igbot::legacy {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> real_folder(const std::string& folder) {
  std::error_code error;
  const fs::path real = fs::canonical(folder, error);
  if (error || !fs::is_directory(real, error)) return std::nullopt;
  return real.string();
}

/// The folder the chat uses here already.
std::optional<std::string> present_folder(const ImportContext& context, const Tenant& tenant) {
  const SettingsRepository repository(context.unit.chat(tenant.chat.key));
  if (!repository.exists()) return std::nullopt;
  const ChatSettings settings = repository.load();
  if (settings.media_source_type != SourceType::local || settings.media_source_config == "{}") {
    return std::nullopt;
  }
  return real_folder(media::parse_local_source_config(settings.media_source_config).path);
}

MediaFolder folder_for(const ImportContext& context, const Tenant& tenant,
                       const std::string& old_root) {
  const auto mapped = context.request.media_map.find(old_root);
  const bool is_mapped = mapped != context.request.media_map.end();
  if (const auto real = real_folder(is_mapped ? mapped->second : old_root)) {
    return {old_root, *real};
  }
  if (!is_mapped && !tenant.created) {
    if (const auto present = present_folder(context, tenant)) return {old_root, *present};
  }
  throw Error(ErrorKind::not_found,
              "media folder is not here: " + (is_mapped ? mapped->second : old_root) + " (" +
                  tenant.chat.name + ")",
              "say where its files are now: --media-map " + old_root + "=FOLDER");
}

}  // namespace

bool has_local_media(const ImportContext& context, const Tenant& tenant) {
  const bool is_default = context.request.chat ? *context.request.chat == tenant.chat.telegram_id
                                               : context.dump.chats.size() == 1;
  return std::any_of(context.dump.media.begin(), context.dump.media.end(),
                     [&](const OldMedia& media) {
                       if (media.source_type != "local") return false;
                       if (!media.tenant) return is_default;
                       return tenant.old != nullptr && *media.tenant == tenant.old->id;
                     });
}

std::vector<MediaFolder> media_folders(const ImportContext& context, const Tenant& tenant) {
  std::vector<MediaFolder> folders;
  const OldChat* old = tenant.old;
  if (old != nullptr && old->source_root && old->source_type.value_or("local") == "local") {
    folders.push_back(folder_for(context, tenant, *old->source_root));
  }
  const auto& media_dir = context.request.media_dir;
  const bool is_other = folders.empty() || folders.front().old_root != media_dir;
  if (media_dir && is_other) folders.push_back(folder_for(context, tenant, *media_dir));
  if (folders.empty()) {
    throw Error(ErrorKind::usage, "no media folder is known for the files of " + tenant.chat.name,
                "name the old MEDIA_DIR: --media-dir FOLDER");
  }
  return folders;
}

}  // namespace igbot::legacy
