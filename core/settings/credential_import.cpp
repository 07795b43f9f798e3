// SPDX-License-Identifier: MIT
#include "core/settings/credential_import.hpp"

#include <algorithm>

namespace igbot {
namespace {

std::string spoken_owner(const ExportedChat& chat, const ExportedCredential& credential) {
  return "chat " + std::to_string(number(chat.chat_id)) + ": " + to_string(credential.kind) +
         (credential.account.empty() ? " of the source" : " of account " + credential.account);
}

Secret open_one(const ExportedChat& chat, const ExportedCredential& credential,
                const crypto::KeyRing* keys) {
  const std::string& key_id = credential.sealed.key_id;
  const auto ids = keys == nullptr ? std::vector<std::string>{} : keys->ids();
  if (std::find(ids.begin(), ids.end(), key_id) == ids.end()) {
    throw Error(ErrorKind::auth,
                spoken_owner(chat, credential) + " is sealed with key " + key_id +
                    ", which is not configured here",
                "add that key to key_file, or leave the secrets aside: igbotctl settings import "
                "--secrets=omit");
  }
  try {
    return keys->open(credential.sealed, sealed_for_export(chat.chat_id, credential));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::auth) throw;
    throw Error(ErrorKind::auth,
                spoken_owner(chat, credential) +
                    " cannot be opened: it was changed after its export, or moved here from "
                    "another chat or account",
                "export it again, or leave the secrets aside: igbotctl settings import "
                "--secrets=omit");
  }
}

/// The later end, else the later beginning, is the newer one; unknown counts as newer.
bool is_older(const OpenedCredential& opened, const Credential& stored) {
  const ExportedCredential& exported = opened.exported;
  if (exported.expires_at && stored.expires_at && exported.expires_at != stored.expires_at) {
    return *exported.expires_at < *stored.expires_at;
  }
  return exported.issued_at && stored.issued_at && *exported.issued_at < *stored.issued_at;
}

/// Nothing for one that cannot be opened any more: the document's takes its place.
std::optional<Secret> open_stored(ChatScope scope, const Credential& stored,
                                  const crypto::KeyRing& keys) {
  try {
    return CredentialRepository(scope).open(stored, keys);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::auth) throw;
    return std::nullopt;
  }
}

}  // namespace

std::vector<OpenedCredential> open_credentials(const ExportedChat& chat,
                                               const crypto::KeyRing* keys) {
  std::vector<OpenedCredential> opened;
  if (!chat.credentials) return opened;
  for (const ExportedCredential& credential : *chat.credentials) {
    opened.push_back({credential, open_one(chat, credential, keys)});
  }
  return opened;
}

CredentialNews compare_credentials(ChatScope scope, const Credential& stored,
                                   const OpenedCredential& opened, const crypto::KeyRing& keys) {
  if (stored.kind != opened.exported.kind) return CredentialNews::news;
  const auto secret = open_stored(scope, stored, keys);
  if (!secret) return CredentialNews::news;
  const bool same_life = stored.issued_at == opened.exported.issued_at &&
                         stored.expires_at == opened.exported.expires_at;
  if (same_life && secret->reveal() == opened.secret.reveal()) return CredentialNews::same;
  return is_older(opened, stored) ? CredentialNews::older : CredentialNews::news;
}

NewCredential to_new_credential(const OpenedCredential& opened) {
  return {opened.exported.kind, opened.secret, opened.exported.issued_at,
          opened.exported.expires_at};
}

}  // namespace igbot
