// SPDX-License-Identifier: MIT
#include "cli/commands/settings/import.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/settings/restored_output.hpp"
#include "cli/init_draft.hpp"
#include "cli/initial_chat.hpp"
#include "cli/input_file.hpp"
#include "cli/keys.hpp"
#include "cli/scratch_store.hpp"
#include "cli/settings_change.hpp"
#include "core/settings/settings_import.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

const Shape k_import_shape{
    "chats",
    {{"chat_id", "Telegram id of the chat"},
     {"name", "its name"},
     {"action", "unchanged, changed or created; with --plan what it would be"},
     {"changes",
      "key, before and after of each setting, of the mix and the name; of a created chat, what "
      "differs from the defaults"},
     {"withheld", "key, kept, wanted and reason of each value that is not taken over"},
     {"accounts", "usernames that are added"},
     {"credentials", "kind and owner of each credential that is stored"},
     {"planned_posts", "planned posts that stay where the former settings put them"}},
    {{"applied", "false with --plan: nothing was changed"}}};

struct SettingsImportOptions {
  std::string file;
  bool plan = false;
  bool include_state = false;
  std::string secrets = "sealed";
  std::string reason;
};

/// With --chat a document of one chat is meant for that chat; of several, its entry is picked.
/// $IGBOTCTL_CHAT is not asked: the file says which chats it is for.
std::optional<TelegramChatId> choose_entry(SettingsDocument& document, Services& services) {
  if (!services.globals().chat) return std::nullopt;
  const TelegramChatId wanted = find_chat_id(services, *services.globals().chat);
  std::vector<std::string> there;
  for (const ExportedChat& chat : document.chats) {
    there.push_back(std::to_string(number(chat.chat_id)));
    if (chat.chat_id != wanted) continue;
    document.chats = {ExportedChat(chat)};
    return std::nullopt;
  }
  if (document.chats.size() == 1) return wanted;
  throw Error(ErrorKind::not_found,
              "the file has no chat " + std::to_string(number(wanted)) + ": it has " +
                  (there.empty() ? "none" : text::join(there, ", ")),
              "name one of its chats, or import a file of one chat");
}

bool has_credentials(const SettingsDocument& document) {
  for (const ExportedChat& chat : document.chats) {
    if (chat.credentials && !chat.credentials->empty()) return true;
  }
  return false;
}

/// Where there is no database yet, one is made only once the import is known to succeed.
std::vector<ImportedChat> apply(bool plan, const SettingsDocument& document,
                                const ImportOptions& options, Services& services) {
  const auto import = [&](UnitOfWork& unit) { return import_settings(unit, document, options); };
  if (!services.store_exists()) {
    ScratchStore scratch(services.clock());
    auto rehearsed = scratch.store().rehearse(services.person(), import);
    if (plan || document.chats.empty()) return rehearsed;
    return services.store_or_create().write(services.person(), import);
  }
  if (plan) return services.store().rehearse(services.person(), import);
  return services.store().write(services.person(), import);
}

nlohmann::json imported_json(const ImportedChat& chat) {
  return {{"chat_id", number(chat.chat_id)},          {"name", chat.name},
          {"action", to_string(chat.action)},         {"changes", restored_json(chat.changes)},
          {"withheld", withheld_json(chat.withheld)}, {"accounts", chat.accounts},
          {"credentials", chat.credentials},          {"planned_posts", chat.planned_posts}};
}

/// "would create: team (chat -1001)" and what belongs to it.
void print_chat(const ImportedChat& chat, bool plan, Io& io) {
  std::string heading = to_string(chat.action);
  if (plan && chat.action == ImportAction::created) heading = "would create";
  if (plan && chat.action == ImportAction::changed) heading = "would change";
  io.out << heading << ": " << text::redact(text::one_line(chat.name)) << " (chat "
         << number(chat.chat_id) << ")\n";
  print_restored(io, chat.changes, chat.withheld, "  ", "UTC");
  for (const std::string& username : chat.accounts) {
    io.out << "  account added: " << text::one_line(username) << '\n';
  }
  for (const std::string& credential : chat.credentials) {
    io.out << "  credential stored: " << text::one_line(credential) << '\n';
  }
}

void print_imported(const std::vector<ImportedChat>& chats, bool plan, Services& services, Io& io) {
  if (const auto& json = services.globals().json) {
    nlohmann::json list = nlohmann::json::array();
    for (const ImportedChat& chat : chats) list.push_back(imported_json(chat));
    print_json(io, *json, k_import_shape, {{"applied", !plan}, {"chats", std::move(list)}});
    return;
  }
  if (services.globals().quiet) return;
  std::int64_t planned_posts = 0;
  for (const ImportedChat& chat : chats) {
    print_chat(chat, plan, io);
    planned_posts += chat.planned_posts;
  }
  if (chats.empty()) io.out << "unchanged: the file has no chats\n";
  print_planned_note(io, planned_posts);
}

int run_settings_import(const SettingsImportOptions& options, Services& services, Io& io) {
  if (print_json_help(io, services.globals().json, k_import_shape)) return 0;
  SettingsDocument document = parse_settings_document(read_input_file(
      {options.file, k_largest_settings_document, "igbotctl settings export writes such a file"},
      io));
  ImportOptions how{.defaults = configured_settings(services.config()),
                    .include_state = options.include_state,
                    .omit_secrets = options.secrets == "omit"};
  if (!options.reason.empty()) how.reason = options.reason;
  how.target = choose_entry(document, services);
  std::optional<crypto::KeyRing> keys;
  if (!how.omit_secrets && has_credentials(document) && services.config().has("key")) {
    keys = load_keys(services.config());
    how.keys = &*keys;
  }
  print_imported(apply(options.plan, document, how, services), options.plan, services, io);
  return 0;
}

}  // namespace

void add_settings_import(CLI::App& settings, Selected& selected) {
  CLI::App* command = settings.add_subcommand("import", "Apply what settings export printed");
  auto options = std::make_shared<SettingsImportOptions>();
  command->add_option("file", options->file, "The file; - = standard input")->required();
  command->add_flag("--plan,-n,--dry-run", options->plan, "Show what would change");
  command->add_flag("--include-state", options->include_state,
                    "Also pause, the end of dry run and the Instagram API");
  command->add_option("--secrets", options->secrets, "Take the file's credentials, or leave them")
      ->check(CLI::IsMember({"sealed", "omit"}))
      ->type_name("HOW");
  command->add_option("--reason", options->reason, "Why, for the history")->type_name("TEXT");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_settings_import(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
