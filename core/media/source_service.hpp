// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/account/credential_repository.hpp"
#include "core/media/source_config.hpp"
#include "core/media/source_repository.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::media {

/// A source that was opened and looked into, to become a chat's.
struct WantedSource {
  SourceConfig config;
  /// A new secret to reach it with; nothing for a source that needs none, or whose keys lie in the
  /// environment.
  std::optional<NewCredential> credential = {};
};

/// The present source of a chat, as far as the database knows.
struct PresentSource {
  SourceConfig config;
  std::optional<Credential> credential;
  bool refers_to_lost_credential = false;  ///< one that was erased: it must be connected again
  std::optional<Source> row;               ///< none before its first sync
};

struct ConnectedSource {
  bool is_new = false;                   ///< it has never been this chat's source before
  std::optional<SourceConfig> replaced;  ///< the source before, when that was another one
  bool has_new_credential = false;
};

struct DisconnectedSource {
  SourceConfig config;
  bool had_credential = false;
  bool is_login = false;            ///< the credential was a person's login
  std::optional<Secret> revocable;  ///< that login, for the platform to forget
};

/// The media source of one chat, inside one transaction of its caller. Throws ErrorKind::conflict
/// for who may not administer the chat.
class SourceService {
 public:
  explicit SourceService(ChatScope scope) : scope_(scope) {}

  /// Nothing when the chat has no source.
  std::optional<PresentSource> present() const;

  /// Makes it the chat's source: its settings, a history entry, and its secret, sealed; the former
  /// source's secret is erased, unless it is the same source and no new one came.
  ConnectedSource connect(const WantedSource& wanted, const crypto::KeyRing* keys,
                          const std::optional<std::string>& reason);
  /// Erases its secret and leaves the chat without a source; what is in the library stays. Throws
  /// ErrorKind::not_found when there is none. `keys`: to open what can be revoked; none: not asked.
  DisconnectedSource disconnect(const crypto::KeyRing* keys,
                                const std::optional<std::string>& reason);

 private:
  ChatScope scope_;
};

}  // namespace igbot::media
