// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/crypto/key_ring.hpp"
#include "core/secret.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot {

enum class CredentialKind { instagram_token, google_oauth, google_service_account, s3_keys };
std::string to_string(CredentialKind kind);
/// Nothing for a word that names no kind.
std::optional<CredentialKind> credential_kind_from(const std::string& text);

/// A sealed secret of a chat; what it says is read with `CredentialRepository::open`.
struct Credential {
  CredentialId id{};
  CredentialKind kind = CredentialKind::instagram_token;
  crypto::Sealed sealed;
  std::optional<Timestamp> issued_at;
  std::optional<Timestamp> expires_at;  ///< none: it does not expire, or nobody said when
  std::optional<Timestamp> refreshed_at;
};

struct NewCredential {
  CredentialKind kind = CredentialKind::instagram_token;
  Secret secret;
  std::optional<Timestamp> issued_at;
  std::optional<Timestamp> expires_at;
};

/// The credentials of one chat: the only place where secrets are at rest, each sealed for its
/// chat, kind, row and key. Every change is audited, by kind and id alone.
class CredentialRepository {
 public:
  explicit CredentialRepository(ChatScope chat) : chat_(chat) {}

  /// Throws ErrorKind::usage for an empty secret.
  CredentialId add(const NewCredential& credential, const crypto::KeyRing& keys);
  /// Puts a new secret in the place of one, as a refresh does; throws ErrorKind::usage for an empty
  /// secret and ErrorKind::not_found for an id that is not this chat's.
  void replace(CredentialId id, const NewCredential& credential, const crypto::KeyRing& keys);
  std::optional<Credential> find(CredentialId id) const;
  std::vector<Credential> all() const;

  /// Throws as KeyRing::open does.
  Secret open(const Credential& credential, const crypto::KeyRing& keys) const;

  /// Erases it; accounts that used it have none afterwards, and a media_source_config that refers
  /// to it leads nowhere.
  void erase(CredentialId id);
  /// Erases all of the chat and returns how many there were.
  std::size_t erase_all();

 private:
  crypto::SealedFor owner(CredentialKind kind, CredentialId id) const;
  void store(CredentialId id, const crypto::Sealed& sealed) const;
  void audit(CredentialId id, CredentialKind kind, const std::string& action) const;

  ChatScope chat_;
};

}  // namespace igbot
