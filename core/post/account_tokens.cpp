// SPDX-License-Identifier: MIT
#include "core/post/account_tokens.hpp"

#include "core/account/account_connect.hpp"
#include "core/account/account_service.hpp"
#include "core/post/outbox.hpp"
#include "core/store/condition_repository.hpp"
#include "core/text/html.hpp"

namespace igbot::post {

std::optional<Problem> account_is_dead(UnitOfWork& unit, ChatKey chat, AccountId id,
                                       const std::string& why) {
  const ChatScope scope = unit.chat(chat);
  AccountRepository accounts(scope);
  const auto account = accounts.find(id);
  if (!account || account->state != AccountState::active) return std::nullopt;
  accounts.set_state(*account, AccountState::dead, why);
  const std::string name = "@" + account->username;
  Problem problem{ErrorKind::auth, "nothing is published with " + name + " any more: " + why,
                  connect_command(scope, account->login)};
  end_token_conditions(unit, chat, id);
  if (ConditionRepository(unit).begin(chat, k_token_dead, id_text(id), problem.message)) {
    Outbox(scope).add_alert(
        text::escape_html("⚠ " + problem.message + ". An administrator connects it again:\n") +
            "<code>" + text::escape_html(problem.hint) + "</code>",
        {});
  }
  return problem;
}

}  // namespace igbot::post
