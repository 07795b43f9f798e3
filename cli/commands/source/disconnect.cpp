// SPDX-License-Identifier: MIT
#include "cli/commands/source/disconnect.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/source/view.hpp"
#include "cli/confirm.hpp"
#include "cli/keys.hpp"
#include "cli/sources.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

const Shape k_disconnect_shape{
    {},
    with({{"chat_id", "Telegram id of the chat"}},
         with(source_fields(),
              {{"erased", "whether a sealed secret was erased"},
               {"revoked", "whether Google was asked to take access back, with --revoke"}}))};

struct DisconnectOptions {
  std::string reason;
  bool revoke = false;
  bool yes = false;
  bool dry_run = false;
};

void print_disconnected(const DisconnectOptions& options,
                        const media::DisconnectedSource& disconnected, Services& services, Io& io,
                        const Chat& chat) {
  if (const auto& json = services.globals().json) {
    nlohmann::json document = source_json(disconnected.config);
    document["chat_id"] = number(chat.telegram_id);
    document["erased"] = disconnected.had_credential;
    document["revoked"] = options.revoke && !options.dry_run && disconnected.revocable.has_value();
    print_json(io, *json, k_disconnect_shape, std::move(document));
    return;
  }
  if (services.globals().quiet) return;
  io.out << (options.dry_run ? "would disconnect: " : "disconnected: ")
         << text::redact(media::describe(disconnected.config)) << " from "
         << text::one_line(chat.name) << '\n';
  if (disconnected.had_credential) io.out << "its secret is erased\n";
  if (disconnected.is_login && !options.revoke) {
    io.out << "Google still lists igbotctl among the apps with access: --revoke, or "
              "myaccount.google.com/permissions\n";
  }
  io.out << "the library stays; igbotctl source connect brings its files back into use\n";
}

int run_source_disconnect(const DisconnectOptions& options, Services& services, Io& io) {
  if (print_json_help(io, services.globals().json, k_disconnect_shape)) return 0;
  const Chat chat = services.chat();
  const auto keys = options.revoke ? std::optional(load_keys(services.config())) : std::nullopt;
  const auto disconnect = [&](UnitOfWork& unit) {
    return media::SourceService(unit.chat(chat.key))
        .disconnect(keys ? &*keys : nullptr,
                    options.reason.empty() ? std::nullopt : std::optional(options.reason));
  };
  auto disconnected = services.store().rehearse(services.person(), disconnect);
  if (!options.dry_run) {
    require_confirmation(io, options.yes,
                         "disconnect " + media::describe(disconnected.config) + " from " +
                             chat.name + " and stop reading it?");
    disconnected = services.store().write(services.person(), disconnect);
    // What the chat has no more is erased even when Google cannot be reached.
    if (disconnected.revocable) services.sources().google_login().revoke(*disconnected.revocable);
  }
  print_disconnected(options, disconnected, services, io, chat);
  return 0;
}

}  // namespace

void add_source_disconnect(CLI::App& noun, Selected& selected) {
  CLI::App* command =
      noun.add_subcommand("disconnect", "Take the source away from a chat and erase its secret");
  auto options = std::make_shared<DisconnectOptions>();
  command->add_option("--reason", options->reason, "Why, for the history")->type_name("TEXT");
  command->add_flag("--revoke", options->revoke,
                    "Have Google take the access back, for every chat that uses the same login");
  command->add_flag("--yes", options->yes, "Do not ask");
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would change");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_source_disconnect(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
