// SPDX-License-Identifier: MIT
#include "cli/commands/account/view.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/account/token_life.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {

std::vector<Field> account_fields() {
  return {{"id", "number of the account"},
          {"username", "its name on Instagram, without the @"},
          {"instagram_id", "Instagram's number for it"},
          {"login", "instagram or facebook: the login it is reached through"},
          {"state", "active, or dead: no token that works, to be connected again"},
          {"in_use", "whether the chat publishes with it"},
          {"expires_at", "when its token expires, or null when it does not, or nobody knows"},
          {"token_days", "whole days until then, or null"}};
}

nlohmann::json account_json(const AccountView& view, Timestamp now) {
  const auto days = token_days(view.expires_at, now);
  return {{"id", number(view.account.id)},
          {"username", view.account.username},
          {"instagram_id", view.account.instagram_id},
          {"login", to_string(view.account.login)},
          {"state", to_string(view.account.state)},
          {"in_use", view.in_use},
          {"expires_at",
           view.expires_at ? nlohmann::json(utc_text(*view.expires_at)) : nlohmann::json(nullptr)},
          {"token_days", days ? nlohmann::json(*days) : nlohmann::json(nullptr)}};
}

std::string token_words(const AccountView& view, Timestamp now) {
  if (!view.account.credential) return "none";
  const auto days = token_days(view.expires_at, now);
  if (!days) return "good, end unknown";
  return *days < 0 ? "expired" : text::count(*days, "day", "days");
}

AccountView chosen_account(Services& services, const Chat& chat, const std::string& who) {
  return services.store().read([&](UnitOfWork& unit) {
    const AccountService service(unit, chat.key);
    if (!who.empty()) return service.get(who);
    const auto views = service.all();
    const auto used = std::find_if(views.begin(), views.end(),
                                   [](const AccountView& view) { return view.in_use; });
    if (used != views.end()) return *used;
    throw Error(ErrorKind::not_found, "the chat uses no account: " + chat.name,
                "igbotctl account list shows those it has; igbotctl account use NAME");
  });
}

}  // namespace igbot::cli
