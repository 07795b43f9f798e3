// SPDX-License-Identifier: MIT
#include "core/post/token_watch.hpp"

#include "core/account/account_connect.hpp"
#include "core/account/account_service.hpp"
#include "core/post/account_tokens.hpp"
#include "core/post/outbox.hpp"
#include "core/store/condition_repository.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::post {
namespace {

/// What is told of a token once, while it is so.
struct TokenNotice {
  const char* kind;
  Problem problem;
};

/// Looked up before writing, so that what lasts costs no write.
bool is_told(Worker& worker, const WatchedToken& token, const TokenNotice& notice) {
  return worker.store.read([&](UnitOfWork& unit) {
    const auto open =
        ConditionRepository(unit).find(token.chat, notice.kind, id_text(token.account.id));
    return open && open->detail == notice.problem.message;
  });
}

/// The chat hears of each threshold once; of several passed since it last heard, of the last.
void warn(Worker& worker, const WatchedToken& token, int threshold) {
  const bool is_renewed_later = threshold > k_renewed_before.count();
  const TokenNotice notice{k_token_expires,
                           {ErrorKind::auth,
                            "the token of @" + token.account.username + " has less than " +
                                text::count(threshold, "day", "days") + " left: it ends " +
                                utc_text(*token.life.expires_at),
                            worker.store.read([&](UnitOfWork& unit) {
                              return connect_command(unit.chat(token.chat), token.account.login);
                            })}};
  if (is_told(worker, token, notice)) return;
  const std::string what_now =
      is_renewed_later ? "It is renewed by itself when less than 10 days are left; a login renews "
                         "it, too:"
                       : "Renewing it has not succeeded yet. An administrator connects it again:";
  worker.store.write(worker.actor, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(token.chat);
    const std::string account = id_text(token.account.id);
    ConditionRepository(unit).begin(token.chat, notice.kind, account, notice.problem.message);
    Outbox(scope).add_alert(text::escape_html("⏳ " + notice.problem.message + ". " + what_now) +
                                "\n<code>" + text::escape_html(notice.problem.hint) + "</code>",
                            {});
    scope.audit({.entity = "account",
                 .entity_id = account,
                 .action = "warned",
                 .after = notice.problem.message});
  });
  // Cron hears of it when something went wrong, not because a date comes nearer.
  if (!is_renewed_later) worker.report.add(notice.problem);
}

/// What keeps tokens from being renewed and is not the token's fault.
void tell_failure(Worker& worker, const WatchedToken& token, const Error& error) {
  const TokenNotice notice{
      k_token_renewal,
      {error.kind(),
       "the token of @" + token.account.username + " could not be renewed: " + error.what(),
       error.hint()}};
  if (is_told(worker, token, notice)) return;
  worker.store.bookkeep([&](Bookkeeping& unit) {
    ConditionRepository(unit).begin(token.chat, notice.kind, id_text(token.account.id),
                                    notice.problem.message);
  });
  worker.report.add(notice.problem);
}

void declare_dead(Worker& worker, const WatchedToken& token, const std::string& why) {
  const auto problem = worker.store.write(worker.actor, [&](UnitOfWork& unit) {
    return account_is_dead(unit, token.chat, token.account.id, why);
  });
  if (problem) worker.report.add(*problem);
}

/// True when the token is a new one now.
bool renew(Worker& worker, const InstagramAccess& instagram, const WatchedToken& token) {
  const crypto::KeyRing keys = instagram.keys();
  const auto opened = worker.store.read(
      [&](UnitOfWork& unit) { return open_token(unit.chat(token.chat), token.account.id, keys); });
  if (!opened) return false;
  const Renewal renewal =
      renew_token(worker.store, worker.actor, instagram.login(), keys, token.chat, *opened);
  if (std::holds_alternative<RenewedToken>(renewal)) return true;
  const auto& failed = std::get<NotRenewed>(renewal);
  if (!failed.is_dead) return false;
  const bool same = worker.store.read(
      [&](UnitOfWork& unit) { return is_current(unit.chat(token.chat), *opened); });
  if (same) declare_dead(worker, token, failed.why);
  return true;
}

void look_after(Worker& worker, const InstagramAccess& instagram, const WatchedToken& token) {
  if (token.need == TokenNeed::person) return declare_dead(worker, token, "its token has expired");
  if (token.need == TokenNeed::renewal && renew(worker, instagram, token)) return;
  const Timestamp now = worker.store.clock().now();
  if (const auto threshold = token_warning(token.life.expires_at, now)) {
    warn(worker, token, *threshold);
  }
}

}  // namespace

void watch_tokens(Worker& worker, const InstagramAccess& instagram,
                  const std::optional<ChatKey>& chat) {
  const auto tokens =
      worker.store.read([&](UnitOfWork& unit) { return watched_tokens(unit, chat); });
  for (const WatchedToken& token : tokens) {
    try {
      look_after(worker, instagram, token);
    } catch (const sql::SqlError&) {
      throw;
    } catch (const Error& error) {
      tell_failure(worker, token, error);
    }
  }
}

}  // namespace igbot::post
