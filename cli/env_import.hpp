// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/env_plan.hpp"
#include "core/crypto/key_ring.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot::cli {

/// The chat an old .env becomes.
struct EnvTarget {
  TelegramChatId telegram_id{};
  std::string name;  ///< empty: keep the present one, or the id for a new chat
  /// What a new chat gets where the file says nothing.
  SettingValues configured;
  /// Whether a new chat may begin live.
  bool live = false;
};

enum class AccountImport { none, unchanged, added, token_replaced, awaits_token };
std::string to_string(AccountImport account);

struct EnvImportResult {
  Chat chat;
  bool created = false;
  std::vector<SettingChange> changes;  ///< of a chat that was set up already
  AccountImport account = AccountImport::none;
};

/// Carries a plan out in its caller's transaction; what is already so stays and is not written
/// again. `keys` are needed when the plan has a token. Throws ErrorKind::conflict for an archived
/// chat.
EnvImportResult import_env(UnitOfWork& unit, const EnvTarget& target, const EnvPlan& plan,
                           const std::optional<crypto::KeyRing>& keys);

}  // namespace igbot::cli
