// SPDX-License-Identifier: MIT
#include "cli/commands/source/connect.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/source/view.hpp"
#include "cli/confirm.hpp"
#include "cli/init_draft.hpp"
#include "cli/keys.hpp"
#include "cli/sources.hpp"
#include "core/settings/source_credential.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

const Shape k_connect_shape{
    {},
    with({{"chat_id", "Telegram id of the chat"}},
         with(source_fields(),
              with(look_fields(), {{"is_new", "whether the chat never had this source before"},
                                   {"replaced", "root of the source it had, or null"}})))};

struct LocalOptions {
  ConnectSourceOptions common;
  std::string path;
};

std::string question(const media::SourceLook& look, const media::ConnectedSource& would,
                     const Chat& chat) {
  std::string text = "make " + media::describe(look.config) + " (" +
                     text::count(look.files, "file", "files") + ") the media source of " +
                     text::one_line(chat.name);
  if (would.replaced) {
    text += " instead of " + media::describe(*would.replaced) +
            ", whose files go out of use with the next sync";
  }
  return text + "?";
}

void print_connected(const ConnectSourceOptions& options, const media::SourceLook& look,
                     const media::ConnectedSource& connected, Services& services, Io& io,
                     const Chat& chat) {
  if (const auto& json = services.globals().json) {
    nlohmann::json document = source_json(look.config);
    document["chat_id"] = number(chat.telegram_id);
    add_look(document, look);
    document["is_new"] = connected.is_new;
    document["replaced"] = connected.replaced
                               ? nlohmann::json(text::redact(media::root_of(*connected.replaced)))
                               : nlohmann::json(nullptr);
    print_json(io, *json, k_connect_shape, std::move(document));
    return;
  }
  if (services.globals().quiet) return;
  io.out << (options.dry_run ? "would connect: " : "connected: ")
         << text::redact(media::describe(look.config)) << " to " << text::one_line(chat.name)
         << '\n';
  print_look(io, look);
  if (options.dry_run) return;
  io.out << "next: igbotctl media sync --chat " << number(chat.telegram_id) << '\n';
}

int run_connect_local(const LocalOptions& options, Services& services, Io& io) {
  if (print_connect_help(services, io)) return 0;
  const media::LocalSourceConfig config{parse_source_folder(options.path)};
  return connect_source(options.common, {config, std::nullopt}, services, io,
                        chat_to_connect(options.common, services));
}

}  // namespace

Chat chat_to_connect(const ConnectSourceOptions& options, Services& services) {
  return options.dry_run ? services.chat() : services.chat_for_writing();
}

bool print_connect_help(Services& services, Io& io) {
  return print_json_help(io, services.globals().json, k_connect_shape);
}

void add_connect_flags(CLI::App& command, ConnectSourceOptions& options) {
  command.add_option("--reason", options.reason, "Why, for the history")->type_name("TEXT");
  command.add_flag("--yes", options.yes, "Do not ask");
  command.add_flag("-n,--dry-run", options.dry_run, "Try the source, store nothing");
}

std::optional<NewCredential> present_secret(Services& services, const Chat& chat,
                                            const media::SourceConfig& other) {
  return services.store().read([&](UnitOfWork& unit) -> std::optional<NewCredential> {
    const ChatScope scope = unit.chat(chat.key);
    const auto present = media::SourceService(scope).present();
    if (!present || !present->credential) return {};
    const bool same_place =
        same_address(media::to_string(media::type_of(present->config)),
                     media::print_source_config(present->config),
                     media::to_string(media::type_of(other)), media::print_source_config(other));
    if (!same_place) return {};
    const crypto::KeyRing keys = load_keys(services.config());
    return NewCredential{present->credential->kind,
                         CredentialRepository(scope).open(*present->credential, keys), std::nullopt,
                         std::nullopt};
  });
}

int connect_source(const ConnectSourceOptions& options, const media::WantedSource& wanted,
                   Services& services, Io& io, const Chat& chat) {
  // Before anything is asked of anybody: a secret that could not be sealed is not taken.
  const auto keys = wanted.credential ? std::optional(load_keys(services.config())) : std::nullopt;
  const auto source = services.sources().open(wanted.config, wanted.credential);
  const media::SourceLook look = look_with_progress(*source, services, io);
  const media::WantedSource found{look.config, wanted.credential};
  const auto connect = [&](UnitOfWork& unit) {
    return media::SourceService(unit.chat(chat.key))
        .connect(found, keys ? &*keys : nullptr,
                 options.reason.empty() ? std::nullopt : std::optional(options.reason));
  };
  media::ConnectedSource connected = services.store().rehearse(services.person(), connect);
  if (!options.dry_run) {
    require_confirmation(io, options.yes, question(look, connected, chat));
    connected = services.store().write(services.person(), connect);
  }
  print_connected(options, look, connected, services, io, chat);
  return 0;
}

int nothing_connected(Io& io) {
  constexpr int k_given_up = 130;
  io.err << "\nigbotctl: interrupted: nothing was connected\n";
  return k_given_up;
}

void add_connect_local(CLI::App& connect, Selected& selected) {
  CLI::App* command = connect.add_subcommand("local", "A folder of this machine");
  auto options = std::make_shared<LocalOptions>();
  command->add_option("path", options->path, "The folder; what lies in it by categories is below")
      ->type_name("FOLDER")
      ->required();
  add_connect_flags(*command, options->common);
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_connect_local(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
