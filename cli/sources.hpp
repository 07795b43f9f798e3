// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

#include "cli/services.hpp"
#include "core/account/credential_repository.hpp"
#include "core/media/google_login.hpp"
#include "core/media/media_repository.hpp"
#include "core/media/media_source.hpp"

namespace igbot::cli {

/// The media sources of chats as configured, for one command. Nothing is built, and no library
/// opened, before a source needs it. Sources refer to this object. Safe for use by several threads.
class ConfiguredSources {
 public:
  explicit ConfiguredSources(Services& services);
  ~ConfiguredSources();

  /// The present source of a chat. Throws ErrorKind::not_found when there is none, ::auth when its
  /// credential is gone or does not open, and as the source does.
  std::unique_ptr<media::MediaSource> open(ChatKey chat);
  /// One that is not a chat's yet, by the secret given, else by the environment.
  std::unique_ptr<media::MediaSource> open(const media::SourceConfig& config,
                                           const std::optional<NewCredential>& secret);
  /// Copies the file of an item of the chat to a new file at `to`; or says why there is nothing to
  /// copy: it is gone, is not what the library knows, or lies in a source that the chat has no
  /// more. Throws as `open` does when it is the source that is gone, or cannot be reached.
  std::optional<std::string> bring(ChatKey chat, const media::MediaItem& item,
                                   const std::filesystem::path& to);

  media::GoogleLogin& google_login();

 private:
  class Parts;
  Parts& parts();

  Services& services_;
  std::mutex mutex_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace igbot::cli
