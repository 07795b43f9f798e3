// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/settings/settings_document.hpp"

namespace igbot {

/// A credential of a document, opened.
struct OpenedCredential {
  ExportedCredential exported;
  Secret secret;
};

/// Opens what a document holds for one chat. Throws ErrorKind::auth, naming the chat, the owner and
/// the key's id, for a key that is not configured and for what was changed after its export.
std::vector<OpenedCredential> open_credentials(const ExportedChat& chat,
                                               const crypto::KeyRing* keys);

enum class CredentialNews {
  same,   ///< says what the stored one says
  older,  ///< another one, known to be older than the stored one
  news,
};
/// What a document's credential is to the stored one in whose place it would go.
CredentialNews compare_credentials(ChatScope scope, const Credential& stored,
                                   const OpenedCredential& opened, const crypto::KeyRing& keys);

NewCredential to_new_credential(const OpenedCredential& opened);

}  // namespace igbot
