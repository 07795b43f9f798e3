// SPDX-License-Identifier: MIT
#include "core/settings/source_credential.hpp"

#include <nlohmann/json.hpp>

#include "core/settings/settings_document.hpp"

namespace igbot {
namespace {

using nlohmann::json;

/// The reference as it stands; null for none.
json reference_of(const std::string& config) {
  const json document = json::parse(config, nullptr, false);
  return document.is_object() ? document.value(k_source_credential, json()) : json();
}

std::string with_reference(const std::string& config, const json& reference) {
  json document = json::parse(config);
  document[k_source_credential] = reference;
  return document.dump();
}

json endpoint_of(const std::string& config) {
  const json document = json::parse(config, nullptr, false);
  return document.is_object() ? document.value("endpoint", json()) : json();
}

}  // namespace

std::optional<Credential> find_source_credential(ChatScope scope, const std::string& config) {
  const json reference = reference_of(config);
  if (!reference.is_number_integer()) return std::nullopt;
  return CredentialRepository(scope).find(static_cast<CredentialId>(reference.get<std::int64_t>()));
}

bool refers_to_credential(const std::string& config) { return !reference_of(config).is_null(); }

std::string with_credential_kind(const std::string& config, CredentialKind kind) {
  return with_reference(config, to_string(kind));
}

std::string with_credential_id(const std::string& config, CredentialId id) {
  return with_reference(config, number(id));
}

std::optional<CredentialKind> named_credential(const std::string& config) {
  const json reference = reference_of(config);
  return reference.is_string() ? credential_kind_from(reference.get<std::string>()) : std::nullopt;
}

std::string without_credential(const std::string& config) { return with_reference(config, json()); }

bool same_address(const std::string& type, const std::string& config, const std::string& other_type,
                  const std::string& other_config) {
  return type == other_type && endpoint_of(config) == endpoint_of(other_config);
}

}  // namespace igbot
