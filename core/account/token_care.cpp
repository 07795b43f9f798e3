// SPDX-License-Identifier: MIT
#include "core/account/token_care.hpp"

#include <algorithm>

#include "core/access/authorise.hpp"
#include "core/account/account_service.hpp"
#include "core/account/credential_repository.hpp"
#include "core/store/rate_limit_repository.hpp"

namespace igbot {
namespace {

constexpr std::chrono::hours k_between_renewals{4};

/// Each half has its index; what it finds is little.
constexpr const char* k_watched = R"sql(
  WITH watched AS (
    SELECT id, chat_id, expires_at, COALESCE(refreshed_at, issued_at, created_at) AS since,
           0 AS unknown
    FROM credentials WHERE expires_at IS NOT NULL AND expires_at < $1 AND kind = 'instagram_token'
    UNION ALL
    SELECT id, chat_id, NULL, COALESCE(refreshed_at, created_at), 1
    FROM credentials WHERE expires_at IS NULL AND issued_at IS NULL AND kind = 'instagram_token'
      AND created_at <= $2)
  SELECT w.chat_id, a.id, w.expires_at, w.since, w.unknown
  FROM watched w
  JOIN accounts a ON a.chat_id = w.chat_id AND a.credential_id = w.id AND a.state = 'active'
  JOIN chats c ON c.id = w.chat_id AND c.state <> 'archived'
  ORDER BY w.chat_id, a.id)sql";

std::string renewal_scope(AccountId account) { return "instagram_token:" + id_text(account); }

WatchedToken watched_from(UnitOfWork& unit, const sql::Row& row) {
  const auto chat = row.id<ChatKey>(0);
  const auto account = AccountRepository(unit.chat(chat)).find(row.id<AccountId>(1)).value();
  WatchedToken token{
      .chat = chat,
      .account = account,
      .life = {account.login, row.optional_timestamp(2), row.timestamp(3), row.boolean(4)}};
  token.need = token_need(token.life, unit.now());
  const bool tried_lately =
      token.need == TokenNeed::renewal &&
      RateLimitRepository(unit).end_of(renewal_scope(account.id)) > unit.now();
  if (tried_lately) token.need = TokenNeed::nothing;
  return token;
}

NotRenewed not_renewed(const Error& error) {
  return {error.kind(), error.what(), error.hint(), false};
}

/// The platform's own word on a token that it did not renew: refused tokens are dead, others are
/// only too young, or the app's secret is wrong.
NotRenewed judged(InstagramLogin& platform, const OpenedToken& opened, const Error& refusal) {
  try {
    platform.identify(opened.account.login, opened.token);
  } catch (const Error& error) {
    NotRenewed failed = not_renewed(error);
    failed.is_dead = error.kind() == ErrorKind::auth;
    return failed;
  }
  return {ErrorKind::conflict,
          "@" + opened.account.username + " works, but its token is not renewed: " + refusal.what(),
          "a token must be 24 hours old; igbotctl post run renews it in time", false};
}

std::variant<IssuedToken, NotRenewed> ask_platform(InstagramLogin& platform,
                                                   const OpenedToken& opened) {
  const Account& account = opened.account;
  IssuedToken issued;
  try {
    issued = platform.refresh(account.login, opened.token);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::auth) return judged(platform, opened, error);
    if (error.kind() == ErrorKind::config || error.kind() == ErrorKind::bug) throw;
    return not_renewed(error);
  }
  const std::string name = "@" + account.username;
  if (issued.token.empty()) {
    return NotRenewed{ErrorKind::temporary, "the platform gave an empty token for " + name, {}};
  }
  try {
    const auto reached = platform.identify(account.login, issued.token);
    const bool same =
        std::any_of(reached.begin(), reached.end(), [&](const InstagramIdentity& identity) {
          return identity.instagram_id == account.instagram_id;
        });
    if (same) return issued;
    return NotRenewed{ErrorKind::temporary, "the new token does not reach " + name, {}};
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::config || error.kind() == ErrorKind::bug) throw;
    return not_renewed(error);
  }
}

}  // namespace

std::vector<WatchedToken> watched_tokens(UnitOfWork& unit, const std::optional<ChatKey>& chat) {
  const auto result = unit.db().execute(
      k_watched, {unit.now() + k_warned_before, unit.now() - k_youngest_renewable});
  std::vector<WatchedToken> tokens;
  for (const auto& row : result.rows) {
    if (chat && row.id<ChatKey>(0) != *chat) continue;
    tokens.push_back(watched_from(unit, row));
  }
  return tokens;
}

std::optional<OpenedToken> open_token(ChatScope scope, AccountId id, const crypto::KeyRing& keys) {
  const auto account = AccountRepository(scope).find(id);
  if (!account || account->state != AccountState::active || !account->credential) {
    return std::nullopt;
  }
  const CredentialRepository credentials(scope);
  const auto credential = credentials.find(*account->credential);
  if (!credential) return std::nullopt;
  return OpenedToken{*account, credentials.open(*credential, keys), credential->sealed.bytes};
}

bool is_current(ChatScope scope, const OpenedToken& opened) {
  const auto account = AccountRepository(scope).find(opened.account.id);
  if (!account || account->state != AccountState::active) return false;
  if (!account->credential || account->credential != opened.account.credential) return false;
  const auto credential = CredentialRepository(scope).find(*account->credential);
  return credential && credential->sealed.bytes == opened.sealed;
}

Renewal renew_token(Store& store, const Actor& actor, InstagramLogin& platform,
                    const crypto::KeyRing& keys, ChatKey chat, const OpenedToken& opened) {
  store.bookkeep([&](Bookkeeping& unit) {
    RateLimitRepository(unit).block(renewal_scope(opened.account.id),
                                    unit.now() + k_between_renewals);
  });
  auto answer = ask_platform(platform, opened);
  if (auto* failed = std::get_if<NotRenewed>(&answer)) return *failed;
  const IssuedToken& issued = std::get<IssuedToken>(answer);
  return store.write(actor, [&](UnitOfWork& unit) -> Renewal {
    const ChatScope scope = unit.chat(chat);
    access::require_right(scope, access::Right::administer);
    if (!is_current(scope, opened)) {
      return NotRenewed{ErrorKind::conflict,
                        "@" + opened.account.username + " was connected anew or removed meanwhile",
                        "igbotctl account list"};
    }
    CredentialRepository(scope).replace(*opened.account.credential,
                                        {.kind = CredentialKind::instagram_token,
                                         .secret = issued.token,
                                         .issued_at = unit.now(),
                                         .expires_at = issued.expires_at},
                                        keys);
    end_token_conditions(unit, chat, opened.account.id);
    return RenewedToken{opened.account, issued.expires_at};
  });
}

}  // namespace igbot
