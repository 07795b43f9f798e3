// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/account/account_service.hpp"

namespace igbot::cli {

/// The fields of one account, for shapes that are built before main.
std::vector<Field> account_fields();
nlohmann::json account_json(const AccountView& view, Timestamp now);
/// "41 days", "expired", "dead", "unknown".
std::string token_words(const AccountView& view, Timestamp now);

/// Runs body(AccountService&) in a write transaction of the person; `dry_run` takes it back.
template <typename Body>
auto change_accounts(Services& services, const Chat& chat, bool dry_run, Body body) {
  const auto change = [&](UnitOfWork& unit) {
    AccountService service(unit, chat.key);
    return body(service);
  };
  return dry_run ? services.store().rehearse(services.person(), change)
                 : services.store().write(services.person(), change);
}

/// The account that was named, else the one in use. Throws ErrorKind::not_found when there is none.
AccountView chosen_account(Services& services, const Chat& chat, const std::string& who);

}  // namespace igbot::cli
