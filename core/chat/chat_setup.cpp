// SPDX-License-Identifier: MIT
#include "core/chat/chat_setup.hpp"

#include "core/access/authorise.hpp"
#include "core/chat/chat_service.hpp"

namespace igbot {
namespace {

SetUpChat create(UnitOfWork& unit, const ChatSetup& setup, SettingValues settings) {
  for (const auto& [key, value] : setup.settings) settings[key] = value;
  const std::string name =
      setup.name.empty() ? std::to_string(number(setup.telegram_id)) : setup.name;
  return {create_chat(unit, {setup.telegram_id, name, settings}), true, false, {}, 0};
}

/// A chat whose wizard was begun has no settings yet.
SetUpChat complete(UnitOfWork& unit, const ChatSetup& setup, Chat chat, SettingValues settings) {
  for (const auto& [key, value] : setup.settings) settings[key] = value;
  create_chat_settings(unit.chat(chat.key), settings);
  ChatRepository(unit).set_state(chat, ChatState::active, "init");
  chat.state = ChatState::active;
  return {chat, true, false, {}, 0};
}

SetUpChat edit(UnitOfWork& unit, const ChatSetup& setup, const Chat& chat) {
  SetUpChat result{chat, false, !setup.name.empty() && setup.name != chat.name, {}, 0};
  if (result.renamed) {
    ChatService(unit, chat.key).rename(setup.name);
    result.chat.name = setup.name;
  }
  const SettingsOutcome outcome =
      SettingsService(unit.chat(chat.key)).set(setup.settings, std::string("init"));
  result.changes = outcome.changes;
  result.planned_posts = outcome.planned_posts;
  return result;
}

}  // namespace

SetUpChat set_up_chat(UnitOfWork& unit, const ChatSetup& setup, const SettingValues& configured) {
  const auto existing = ChatRepository(unit).find(setup.telegram_id);
  if (!existing) return create(unit, setup, configured);
  access::require_right(unit.chat(existing->key), access::Right::administer);
  if (!SettingsRepository(unit.chat(existing->key)).exists()) {
    return complete(unit, setup, *existing, configured);
  }
  return edit(unit, setup, *existing);
}

}  // namespace igbot
