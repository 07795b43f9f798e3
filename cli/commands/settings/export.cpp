// SPDX-License-Identifier: MIT
#include "cli/commands/settings/export.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/chat_choice.hpp"
#include "cli/keys.hpp"
#include "cli/settings_change.hpp"
#include "core/settings/settings_export.hpp"

namespace igbot::cli {
namespace {

const Shape k_export_shape{
    "chats",
    {{"chat_id", "Telegram id of the chat"},
     {"name", "its name"},
     {"settings", "value of each setting, by key; without paused_at and paused_by"},
     {"mix", "share of each category, 0 to 1; {} when all are equal"},
     {"source", "type and config of the media source; a credential is named by its kind"},
     {"accounts", "username, instagram_id and login of each account"},
     {"credentials",
      "kind, account (instagram_id) or source, key_id, issued_at, expires_at and sealed (base64)",
      "--secrets=sealed"}},
    {{"kind", "always igbotctl-settings"}}};

struct ExportOptions {
  bool all_chats = false;
  std::string secrets = "omit";
};

/// The admin chat before its first write: what it would be created with.
ExportedChat export_initial(const InitialChat& initial, bool sealed) {
  ExportedChat chat{.chat_id = initial.telegram_id,
                    .name = initial.name,
                    .settings = initial.settings,
                    .mix = MixShares{}};
  if (sealed) chat.credentials.emplace();
  return chat;
}

SettingsDocument read_document(const ExportOptions& options, Services& services) {
  std::optional<crypto::KeyRing> keys;
  if (options.secrets == "sealed") keys = load_keys(services.config());
  const crypto::KeyRing* sealing = keys ? &*keys : nullptr;
  if (options.all_chats) {
    return services.store().read([&](UnitOfWork& unit) { return export_all_chats(unit, sealing); });
  }
  const ChatTarget target = services.chat_target();
  if (!target.chat) return {{export_initial(*target.initial, keys.has_value())}};
  return services.store().read([&](UnitOfWork& unit) -> SettingsDocument {
    const ChatScope scope = unit.chat(target.chat->key);
    if (!SettingsRepository(scope).exists()) {
      throw chat_not_set_up(std::to_string(number(target.chat->telegram_id)));
    }
    return {{export_chat(scope, *target.chat, sealing)}};
  });
}

int run_settings_export(const ExportOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_export_shape)) return 0;
  if (options.all_chats && services.globals().chat) {
    throw Error(ErrorKind::usage, "one chat and all chats: " + *services.globals().chat,
                "give --chat or --all-chats");
  }
  print_json(io, json.value_or(JsonRequest{}), k_export_shape,
             to_json(read_document(options, services)));
  return 0;
}

}  // namespace

void add_settings_export(CLI::App& settings, Selected& selected) {
  CLI::App* command =
      settings.add_subcommand("export", "Print everything a chat is set to as a file for import");
  auto options = std::make_shared<ExportOptions>();
  command->add_flag("--all-chats", options->all_chats, "Every chat, archived ones too");
  command->add_option("--secrets", options->secrets, "Leave credentials out, or seal them")
      ->check(CLI::IsMember({"omit", "sealed"}))
      ->type_name("HOW");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_settings_export(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
