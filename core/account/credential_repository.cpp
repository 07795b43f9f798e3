// SPDX-License-Identifier: MIT
#include "core/account/credential_repository.hpp"

#include "core/account/sealed_secrets.hpp"
#include "core/text/names.hpp"

namespace igbot {
namespace {

constexpr text::Names<CredentialKind, 4> k_credential_kinds{{
    {CredentialKind::instagram_token, "instagram_token"},
    {CredentialKind::google_oauth, "google_oauth"},
    {CredentialKind::google_service_account, "google_service_account"},
    {CredentialKind::s3_keys, "s3_keys"},
}};

Credential credential_from(const sql::Row& row) {
  return {row.id<CredentialId>(0),
          text::stored_name(k_credential_kinds, row.text(1), "credential kind"),
          {row.text(2), row.blob(3)},
          row.optional_timestamp(4),
          row.optional_timestamp(5),
          row.optional_timestamp(6)};
}

void require_secret(const NewCredential& credential) {
  if (!credential.secret.empty()) return;
  throw Error(ErrorKind::usage, "empty secret: " + to_string(credential.kind),
              "give the whole token or key");
}

}  // namespace

std::string to_string(CredentialKind kind) { return text::name_of(k_credential_kinds, kind); }

std::optional<CredentialKind> credential_kind_from(const std::string& text) {
  return text::find_name(k_credential_kinds, text);
}

CredentialId CredentialRepository::add(const NewCredential& credential,
                                       const crypto::KeyRing& keys) {
  require_secret(credential);
  // The seal is bound to the row's id, so the row comes first.
  const auto id = chat_.db()
                      .execute(
                          "INSERT INTO credentials (chat_id, kind, key_id, sealed, issued_at, "
                          "expires_at, created_at) VALUES ($1, $2, '', $3, $4, $5, $6) "
                          "RETURNING id",
                          {chat_.key(), to_string(credential.kind), sql::Blob{},
                           credential.issued_at, credential.expires_at, chat_.now()})
                      .front()
                      .id<CredentialId>(0);
  store(id, keys.seal(credential.secret, owner(credential.kind, id)));
  audit(id, credential.kind, "created");
  return id;
}

void CredentialRepository::replace(CredentialId id, const NewCredential& credential,
                                   const crypto::KeyRing& keys) {
  require_secret(credential);
  const auto updated = chat_.db().execute(
      "UPDATE credentials SET kind = $3, issued_at = $4, expires_at = $5, refreshed_at = $6 "
      "WHERE chat_id = $1 AND id = $2",
      {chat_.key(), id, to_string(credential.kind), credential.issued_at, credential.expires_at,
       chat_.now()});
  if (updated.changes == 0) {
    throw Error(ErrorKind::not_found, "no such credential: " + std::to_string(number(id)));
  }
  store(id, keys.seal(credential.secret, owner(credential.kind, id)));
  audit(id, credential.kind, "replaced");
}

std::optional<Credential> CredentialRepository::find(CredentialId id) const {
  const auto result = chat_.db().execute(
      "SELECT id, kind, key_id, sealed, issued_at, expires_at, refreshed_at FROM credentials "
      "WHERE chat_id = $1 AND id = $2",
      {chat_.key(), id});
  if (result.empty()) return std::nullopt;
  return credential_from(result.front());
}

std::vector<Credential> CredentialRepository::all() const {
  const auto result = chat_.db().execute(
      "SELECT id, kind, key_id, sealed, issued_at, expires_at, refreshed_at FROM credentials "
      "WHERE chat_id = $1 ORDER BY id",
      {chat_.key()});
  std::vector<Credential> credentials;
  for (const sql::Row& row : result.rows) credentials.push_back(credential_from(row));
  return credentials;
}

Secret CredentialRepository::open(const Credential& credential, const crypto::KeyRing& keys) const {
  return keys.open(credential.sealed, owner(credential.kind, credential.id));
}

void CredentialRepository::erase(CredentialId id) {
  const auto credential = find(id);
  if (!credential) {
    throw Error(ErrorKind::not_found, "no such credential: " + std::to_string(number(id)));
  }
  for (const char* sql : {"UPDATE accounts SET credential_id = NULL "
                          "WHERE chat_id = $1 AND credential_id = $2",
                          "DELETE FROM credentials WHERE chat_id = $1 AND id = $2"}) {
    chat_.db().execute(sql, {chat_.key(), id});
  }
  audit(id, credential->kind, "erased");
}

std::size_t CredentialRepository::erase_all() {
  const auto credentials = all();
  for (const Credential& credential : credentials) erase(credential.id);
  return credentials.size();
}

crypto::SealedFor CredentialRepository::owner(CredentialKind kind, CredentialId id) const {
  return owner_of_credential(chat_.key(), to_string(kind), number(id));
}

void CredentialRepository::store(CredentialId id, const crypto::Sealed& sealed) const {
  chat_.db().execute(
      "UPDATE credentials SET key_id = $3, sealed = $4 WHERE chat_id = $1 AND id = $2",
      {chat_.key(), id, sealed.key_id, sql::Blob{sealed.bytes}});
}

void CredentialRepository::audit(CredentialId id, CredentialKind kind,
                                 const std::string& action) const {
  chat_.audit({.entity = "credential",
               .entity_id = std::to_string(number(id)),
               .action = action,
               .after = to_string(kind)});
}

}  // namespace igbot
