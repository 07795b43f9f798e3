// SPDX-License-Identifier: MIT
#include "core/access/chat_invites.hpp"

#include "core/crypto/digest.hpp"
#include "core/crypto/random_token.hpp"

namespace igbot::access {
namespace {

constexpr const char* k_another = "igbotctl chat invite prints another link";

/// The token has 192 random bits: a plain digest is enough.
std::string hash_of(const std::string& token) {
  return crypto::digest_hex(crypto::DigestAlgorithm::sha256, token);
}

}  // namespace

void ChatInvites::audit(std::int64_t id, const std::string& action) const {
  unit_.audit().add_installation(
      {.entity = "invite", .entity_id = std::to_string(id), .action = action});
}

NewInvite ChatInvites::create() {
  Secret token = crypto::random_token();
  Invite invite{0, unit_.audit().actor().id, unit_.now(), unit_.now() + k_invite_lives};
  invite.id =
      unit_.db()
          .execute(
              "INSERT INTO chat_invites (token_hash, created_by, created_at, expires_at) "
              "VALUES ($1, $2, $3, $4) RETURNING id",
              {hash_of(token.reveal()), invite.created_by, invite.created_at, invite.expires_at})
          .front()
          .integer(0);
  audit(invite.id, "created");
  return {invite, std::move(token)};
}

std::vector<Invite> ChatInvites::open() const {
  const auto result = unit_.db().execute(
      "SELECT id, created_by, created_at, expires_at FROM chat_invites "
      "WHERE used_at IS NULL AND expires_at > $1 ORDER BY id",
      {unit_.now()});
  std::vector<Invite> invites;
  for (const auto& row : result.rows) {
    invites.push_back({row.integer(0), row.text(1), row.timestamp(2), row.timestamp(3)});
  }
  return invites;
}

void ChatInvites::revoke(std::int64_t id) {
  const auto deleted = unit_.db().execute(
      "DELETE FROM chat_invites WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
      {id, unit_.now()});
  if (deleted.changes == 0) {
    throw Error(ErrorKind::not_found, "no open invitation has the id " + std::to_string(id),
                "igbotctl chat invite --list");
  }
  audit(id, "revoked");
}

void ChatInvites::redeem(const std::string& token, ChatKey chat) {
  const std::string hash = hash_of(token);
  const auto used = unit_.db().execute(
      "UPDATE chat_invites SET used_at = $2, used_by_chat = $3 WHERE token_hash = $1 "
      "AND used_at IS NULL AND expires_at > $2 RETURNING id",
      {hash, unit_.now(), chat});
  if (!used.empty()) return audit(used.front().integer(0), "used");
  const auto known =
      unit_.db().execute("SELECT used_at FROM chat_invites WHERE token_hash = $1", {hash});
  if (known.empty()) {
    throw Error(ErrorKind::not_found, "this invitation is not known", k_another);
  }
  const bool was_used = !known.front().is_null(0);
  throw Error(ErrorKind::conflict,
              was_used ? "this invitation was used already" : "this invitation has expired",
              k_another);
}

}  // namespace igbot::access
