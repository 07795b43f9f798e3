// SPDX-License-Identifier: MIT
#include "cli/commands/account/change.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/account/view.hpp"
#include "cli/confirm.hpp"
#include "cli/instagram.hpp"
#include "cli/keys.hpp"
#include "core/account/account_connect.hpp"
#include "core/account/token_life.hpp"
#include "core/post/account_tokens.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

const Shape k_use_shape{{},
                        {{"chat_id", "Telegram id of the chat"},
                         {"before", "name of the account it used, or null"},
                         {"after", "name of the account it uses now, or null"},
                         {"changed", "false when it was so already"}}};
const Shape k_refresh_shape{
    {},
    {{"chat_id", "Telegram id of the chat"},
     {"username", "name of the account"},
     {"refreshed", "whether it has a new token; false with -n"},
     {"expires_at", "when its token expires, or null when it does not, or nobody knows"},
     {"token_days", "whole days until then, or null"}}};
const Shape k_remove_shape{
    {},
    {{"chat_id", "Telegram id of the chat"},
     {"username", "name of the account"},
     {"instagram_id", "Instagram's number for it"},
     {"was_in_use", "whether the chat published with it; it uses none now"},
     {"posts", "open posts that were to go out with it and go back to the chat's account"}}};

struct ChangeOptions {
  std::string who;
  std::string reason;
  bool yes = false;
  bool dry_run = false;

  std::optional<std::string> why() const {
    return reason.empty() ? std::nullopt : std::optional(reason);
  }
};

nlohmann::json name_or_null(const std::string& username) {
  return username.empty() ? nlohmann::json(nullptr) : nlohmann::json(username);
}

std::string shown_name(const std::string& username) {
  return username.empty() ? "none" : "@" + username;
}

int run_account_use(const ChangeOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_use_shape)) return 0;
  const Chat chat = services.chat();
  const std::string before = services.store().read(
      [&](UnitOfWork& unit) { return SettingsService(unit.chat(chat.key)).load().active_account; });
  const SettingsOutcome outcome = change_accounts(
      services, chat, options.dry_run,
      [&](AccountService& service) { return service.use(options.who, options.why()); });
  const bool changed = !outcome.changes.empty();
  const std::string after = changed ? outcome.changes.front().after : before;
  if (json) {
    print_json(io, *json, k_use_shape,
               {{"chat_id", number(chat.telegram_id)},
                {"before", name_or_null(before)},
                {"after", name_or_null(after)},
                {"changed", changed}});
  } else if (!services.globals().quiet) {
    io.out << (changed ? (options.dry_run ? "would use: " : "in use: ") : "unchanged: ");
    if (changed) io.out << shown_name(before) << " → ";
    io.out << shown_name(after) << '\n';
  }
  return 0;
}

/// What became of the token, told to the person; a dead one is told to the chat, too.
[[noreturn]] void fail(const NotRenewed& failed, const OpenedToken& opened, Services& services,
                       const Chat& chat) {
  if (!failed.is_dead) throw Error(failed.kind, failed.why, failed.hint);
  const std::string hint = services.store().write(services.person(), [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    if (is_current(scope, opened)) {
      post::account_is_dead(unit, chat.key, opened.account.id, failed.why);
    }
    return connect_command(scope, opened.account.login);
  });
  throw Error(ErrorKind::auth,
              "the token of @" + opened.account.username + " is dead: " + failed.why, hint);
}

RenewedToken renew(const AccountView& view, Services& services, const Chat& chat) {
  const crypto::KeyRing keys = load_keys(services.config());
  const auto opened = services.store().read(
      [&](UnitOfWork& unit) { return open_token(unit.chat(chat.key), view.account.id, keys); });
  if (!opened) {
    throw Error(ErrorKind::auth, "@" + view.account.username + " has no token that works",
                services.store().read([&](UnitOfWork& unit) {
                  return connect_command(unit.chat(chat.key), view.account.login);
                }));
  }
  ConfiguredInstagram instagram(services);
  const Renewal renewal =
      renew_token(services.store(), services.person(), instagram.login(), keys, chat.key, *opened);
  if (const auto* failed = std::get_if<NotRenewed>(&renewal)) {
    fail(*failed, *opened, services, chat);
  }
  return std::get<RenewedToken>(renewal);
}

int run_account_refresh(const ChangeOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_refresh_shape)) return 0;
  const Chat chat = services.chat();
  const AccountView view = chosen_account(services, chat, options.who);
  const auto expires_at =
      options.dry_run ? view.expires_at : renew(view, services, chat).expires_at;
  const auto days = token_days(expires_at, services.clock().now());
  if (json) {
    print_json(io, *json, k_refresh_shape,
               {{"chat_id", number(chat.telegram_id)},
                {"username", view.account.username},
                {"refreshed", !options.dry_run},
                {"expires_at",
                 expires_at ? nlohmann::json(utc_text(*expires_at)) : nlohmann::json(nullptr)},
                {"token_days", days ? nlohmann::json(*days) : nlohmann::json(nullptr)}});
  } else if (!services.globals().quiet) {
    io.out << (options.dry_run ? "would refresh: @" : "refreshed: @") << view.account.username;
    if (days) io.out << ", " << text::count(*days, "day", "days") << " left";
    io.out << '\n';
  }
  return 0;
}

void tell_removed(const ChangeOptions& options, const RemovedAccount& removed, Io& io) {
  io.out << (options.dry_run ? "would remove: @" : "removed: @") << removed.account.username
         << ", and erase its token\n";
  if (removed.was_in_use) {
    io.out << "the chat uses no account then; igbotctl account use chooses another\n";
  }
  if (removed.posts > 0) {
    io.out << text::count(removed.posts, "open post goes", "open posts go")
           << " back to the account of the chat\n";
  }
}

int run_account_remove(const ChangeOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_remove_shape)) return 0;
  const Chat chat = services.chat();
  const auto remove = [&](AccountService& service) {
    return service.remove(options.who, options.why());
  };
  RemovedAccount removed = change_accounts(services, chat, true, remove);
  if (!options.dry_run) {
    require_confirmation(
        io, options.yes,
        "remove @" + removed.account.username + " from " + chat.name + " and erase its token?");
    removed = change_accounts(services, chat, false, remove);
  }
  if (json) {
    print_json(io, *json, k_remove_shape,
               {{"chat_id", number(chat.telegram_id)},
                {"username", removed.account.username},
                {"instagram_id", removed.account.instagram_id},
                {"was_in_use", removed.was_in_use},
                {"posts", removed.posts}});
  } else if (!services.globals().quiet) {
    tell_removed(options, removed, io);
  }
  return 0;
}

using RunChange = int (*)(const ChangeOptions&, Services&, Io&);

void add_change(CLI::App& command, const std::shared_ptr<ChangeOptions>& options,
                Selected& selected, RunChange run) {
  command.add_flag("-n,--dry-run", options->dry_run, "Show what would change");
  command.callback([options, &selected, run] {
    selected = [options, run](Services& services, Io& io) { return run(*options, services, io); };
  });
}

}  // namespace

void add_account_use(CLI::App& noun, Selected& selected) {
  CLI::App* command = noun.add_subcommand("use", "Choose the account a chat publishes with");
  auto options = std::make_shared<ChangeOptions>();
  command->add_option("account", options->who, "Name or id of the account, or none")->required();
  command->add_option("--reason", options->reason, "Why, for the history")->type_name("TEXT");
  add_change(*command, options, selected, run_account_use);
}

void add_account_refresh(CLI::App& noun, Selected& selected) {
  CLI::App* command = noun.add_subcommand("refresh", "Get a new token for an account now");
  auto options = std::make_shared<ChangeOptions>();
  command->add_option("account", options->who,
                      "Name or id of the account (default: the one in use)");
  add_change(*command, options, selected, run_account_refresh);
}

void add_account_remove(CLI::App& noun, Selected& selected) {
  CLI::App* command = noun.add_subcommand("remove", "Take an account away and erase its token");
  auto options = std::make_shared<ChangeOptions>();
  command->add_option("account", options->who, "Name or id of the account")->required();
  command->add_option("--reason", options->reason, "Why, for the audit log")->type_name("TEXT");
  command->add_flag("--yes", options->yes, "Do not ask");
  add_change(*command, options, selected, run_account_remove);
}

}  // namespace igbot::cli
