// SPDX-License-Identifier: MIT
#include "core/account/login_states.hpp"

#include "core/account/sealed_secrets.hpp"
#include "core/crypto/digest.hpp"
#include "core/error.hpp"

namespace igbot {
namespace {

/// A state has 192 random bits: a plain digest is enough.
std::string hash_of_state(const std::string& state) {
  return crypto::digest_hex(crypto::DigestAlgorithm::sha256, state);
}

}  // namespace

void LoginStates::audit(const std::string& kind, const std::string& action) const {
  chat_.audit({.entity = "login", .entity_id = kind, .action = action});
}

void LoginStates::add(const Secret& state, const std::string& kind) {
  chat_.db().execute("DELETE FROM oauth_states WHERE chat_id = $1 AND expires_at <= $2",
                     {chat_.key(), chat_.now()});
  chat_.db().execute(
      "INSERT INTO oauth_states (state_hash, chat_id, actor, kind, expires_at) "
      "VALUES ($1, $2, $3, $4, $5)",
      {hash_of_state(state.reveal()), chat_.key(), chat_.actor().id, kind,
       chat_.now() + k_login_state_lives});
  audit(kind, "begun");
}

void LoginStates::add(const Secret& state, const std::string& kind, const Secret& verifier,
                      const crypto::KeyRing& keys) {
  add(state, kind);
  const std::string hash = hash_of_state(state.reveal());
  const crypto::Sealed sealed = keys.seal(verifier, owner_of_oauth_verifier(chat_.key(), hash));
  chat_.db().execute(
      "UPDATE oauth_states SET sealed_verifier = $3, key_id = $4 "
      "WHERE state_hash = $1 AND chat_id = $2",
      {hash, chat_.key(), sql::Blob{sealed.bytes}, sealed.key_id});
}

RedeemedLogin LoginStates::redeem(const std::string& state, const std::string& again) {
  const std::string hash = hash_of_state(state);
  const auto rows = chat_.db().execute(
      "SELECT actor, kind, expires_at, used_at, key_id, sealed_verifier FROM oauth_states "
      "WHERE state_hash = $1 AND chat_id = $2",
      {hash, chat_.key()});
  if (rows.empty()) {
    throw Error(ErrorKind::not_found, "this login was not begun for this chat, or long ago", again);
  }
  const auto& row = rows.front();
  if (row.text(0) != chat_.actor().id) {
    throw Error(ErrorKind::conflict, "this login was begun by somebody else", again);
  }
  if (!row.is_null(3)) throw Error(ErrorKind::conflict, "this login was used already", again);
  if (row.timestamp(2) <= chat_.now()) {
    throw Error(ErrorKind::conflict, "this login has expired: it waits for 10 minutes", again);
  }
  chat_.db().execute(
      "UPDATE oauth_states SET used_at = $3, sealed_verifier = NULL, key_id = NULL "
      "WHERE state_hash = $1 AND chat_id = $2",
      {hash, chat_.key(), chat_.now()});
  RedeemedLogin redeemed{row.text(1), std::nullopt, owner_of_oauth_verifier(chat_.key(), hash)};
  if (!row.is_null(4)) redeemed.verifier = crypto::Sealed{row.text(4), row.blob(5)};
  audit(redeemed.kind, "used");
  return redeemed;
}

}  // namespace igbot
