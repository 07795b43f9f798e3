// SPDX-License-Identifier: MIT
#include "core/bot/wizard/complete_init.hpp"

#include <algorithm>

#include "core/account/account_repository.hpp"
#include "core/bot/account_login.hpp"
#include "core/chat/chat_setup.hpp"
#include "core/settings/registry.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::bot {
namespace {

/// Every setting a chat that is set up now would get.
SettingValues settings_of_new_chat(const BotRules& rules) {
  SettingValues values;
  for (const Setting& each : all_settings()) {
    const auto given = rules.new_chat.find(each.key);
    values[std::string(each.key)] = given == rules.new_chat.end() ? each.built_in() : given->second;
  }
  return values;
}

bool has_owner(ChatScope scope) {
  const auto members = access::MemberRepository(scope).all();
  return std::any_of(members.begin(), members.end(), [](const access::Member& member) {
    return member.standing.role == access::Role::owner && member.standing.is_present;
  });
}

}  // namespace

InitView init_view(const Call& call) {
  const bool is_set_up = SettingsRepository(call.scope).exists();
  InitView view{.chat_name = call.chat.name,
                .user_name = call.from.name(),
                .is_new = !is_set_up,
                .present = is_set_up ? SettingsService(call.scope).values()
                                     : settings_of_new_chat(call.rules),
                .accounts = {},
                .offers_login = call.rules.instagram.has_value(),
                .offers_drive = call.rules.drive.has_value(),
                .roots = {}};
  for (const Account& account : AccountRepository(call.scope).all()) {
    view.accounts.push_back({account.id, account.username});
  }
  for (const auto& root : call.rules.local_roots) view.roots.push_back(root.string());
  return view;
}

Completed complete_init(const Call& call, const Conversation& conversation,
                        const InitDraft& draft) {
  // The account first: the setting active_account names it.
  if (draft.linked && conversation.sealed) connect_sealed(call, conversation);
  const SetUpChat stored = set_up_chat(
      call.unit,
      {.telegram_id = call.chat.telegram_id, .name = {}, .settings = assignments_of(draft)},
      settings_of_new_chat(call.rules));
  if (!has_owner(call.scope)) {
    access::MemberRepository(call.scope)
        .set_role(call.from.id, access::Role::owner, "completed the set-up");
  }
  return {stored.chat.name, draft.source.has_value(), draft.connects_drive, stored.planned_posts};
}

}  // namespace igbot::bot
