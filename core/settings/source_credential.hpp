// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/account/credential_repository.hpp"

namespace igbot {

/// The credential that a media_source_config of this chat refers to by id; nothing when it refers
/// to none or to one that is gone.
std::optional<Credential> find_source_credential(ChatScope scope, const std::string& config);

/// Whether a config refers to a credential at all, there or gone.
bool refers_to_credential(const std::string& config);

/// The config with its reference replaced: by a kind for a document, by an id for the database.
std::string with_credential_kind(const std::string& config, CredentialKind kind);
std::string with_credential_id(const std::string& config, CredentialId id);
/// The kind it refers to by name; nothing when it refers to none or by id.
std::optional<CredentialKind> named_credential(const std::string& config);
/// The config with a reference that leads nowhere.
std::string without_credential(const std::string& config);

/// Whether the credential of one source may serve the other: it would be shown to the same address.
bool same_address(const std::string& type, const std::string& config, const std::string& other_type,
                  const std::string& other_config);

}  // namespace igbot
