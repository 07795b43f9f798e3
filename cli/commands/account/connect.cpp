// SPDX-License-Identifier: MIT
#include "cli/commands/account/connect.hpp"

#include <CLI/CLI.hpp>
#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/account/view.hpp"
#include "cli/exit_code.hpp"
#include "cli/instagram.hpp"
#include "cli/keys.hpp"
#include "cli/questions.hpp"
#include "cli/token_input.hpp"
#include "core/account/account_connect.hpp"
#include "core/account/login_redirect.hpp"
#include "core/settings/registry.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

constexpr int k_login_interrupted = 130;
constexpr std::size_t k_longest_pasted = 16384;

const Shape k_connected_shape{
    {},
    with({{"chat_id", "Telegram id of the chat"}},
         with(account_fields(), {{"added", "whether the chat did not have it before"},
                                 {"was_dead", "whether it had no token that worked"},
                                 {"warning", "what keeps it from publishing stories, or null"}}))};
const Shape k_begun_shape{{},
                          {{"chat_id", "Telegram id of the chat"},
                           {"login", "instagram or facebook"},
                           {"url", "where a person grants access; null with -n"},
                           {"expires_at", "until when the address they are sent to is taken"}}};

struct ConnectOptions {
  std::string login;
  std::string username;
  std::string instagram_id;
  TokenSource token;
  bool redirect_stdin = false;
  bool dry_run = false;

  std::optional<AccountLogin> wanted_login() const { return account_login_from(login); }
  WantedAccount wanted() const {
    if (username.empty()) return {instagram_id, {}};
    const std::string name = setting(k_active_account).parse(username);
    if (!name.empty()) return {instagram_id, name};
    throw Error(ErrorKind::usage, "no account is called so: " + username, "--username NAME");
  }
};

int tell_connected(const ConnectOptions& options, const VerifiedToken& verified,
                   const ConnectedAccount& connected, Services& services, Io& io,
                   const Chat& chat) {
  const auto warning = warning_about(verified.identity);
  const std::string name = "@" + connected.account.username;
  if (services.globals().json) {
    auto document = account_json({.account = connected.account,
                                  .in_use = connected.in_use,
                                  .expires_at = verified.issued.expires_at,
                                  .token_since = {}},
                                 services.clock().now());
    document["chat_id"] = number(chat.telegram_id);
    document["added"] = connected.is_new;
    document["was_dead"] = connected.was_dead;
    document["warning"] = warning ? nlohmann::json(*warning) : nlohmann::json(nullptr);
    print_json(io, *services.globals().json, k_connected_shape, std::move(document));
  } else if (!services.globals().quiet) {
    io.out << (options.dry_run ? "would connect: " : "connected: ") << name << " ("
           << connected.account.instagram_id << ") to " << text::one_line(chat.name)
           << (connected.is_new ? "" : ", with a new token") << '\n';
    if (connected.in_use) {
      io.out << "the chat publishes with it\n";
    } else {
      io.out << "the chat publishes with it after igbotctl account use "
             << connected.account.username << '\n';
    }
  }
  if (warning && !services.globals().json) io.err << "warning: " << text::redact(*warning) << '\n';
  return k_done;
}

int store_verified(const ConnectOptions& options, const VerifiedToken& verified,
                   const crypto::KeyRing& keys, Services& services, Io& io, const Chat& chat) {
  const ConnectedAccount connected =
      change_accounts(services, chat, options.dry_run,
                      [&](AccountService& service) { return service.connect(verified, keys); });
  return tell_connected(options, verified, connected, services, io, chat);
}

int run_account_add(const ConnectOptions& options, Services& services, Io& io) {
  if (print_json_help(io, services.globals().json, k_connected_shape)) return k_done;
  const WantedAccount wanted = options.wanted();
  const Chat chat = services.chat();
  const crypto::KeyRing keys = load_keys(services.config());
  const Secret token = read_account_token(options.token, services.environment(), io);
  ConfiguredInstagram instagram(services);
  const VerifiedToken verified =
      verify_token(instagram.login(), options.wanted_login().value_or(login_of_token(token)),
                   {token, std::nullopt}, wanted);
  return store_verified(options, verified, keys, services, io, chat);
}

/// Goes on with a login by the address that the person was sent to.
int finish_login(const ConnectOptions& options, const std::string& pasted, Services& services,
                 Io& io, const Chat& chat) {
  const WantedAccount wanted = options.wanted();
  const crypto::KeyRing keys = load_keys(services.config());
  ConfiguredInstagram instagram(services);
  InstagramLogin& platform = instagram.login();
  const TakenRedirect taken = services.store().write(services.person(), [&](UnitOfWork& unit) {
    return take_redirect(unit.chat(chat.key), pasted, options.wanted_login());
  });
  if (taken.refused) throw Error(*taken.refused);
  return store_verified(options,
                        verify_login(platform, *taken.granted, wanted, services.clock().now()),
                        keys, services, io, chat);
}

void tell_begun(const ConnectOptions& options, const BegunLogin& begun, Services& services, Io& io,
                const Chat& chat) {
  if (services.globals().json) {
    print_json(io, *services.globals().json, k_begun_shape,
               {{"chat_id", number(chat.telegram_id)},
                {"login", to_string(begun.login)},
                {"url", options.dry_run ? nlohmann::json(nullptr) : nlohmann::json(begun.url)},
                {"expires_at", utc_text(begun.expires_at)}});
  } else if (options.dry_run) {
    io.out << "would begin a login with " << to_string(begun.login) << " for "
           << text::one_line(chat.name) << '\n';
  } else {
    io.out << begun.url << '\n' << std::flush;
  }
}

/// On a terminal the person pastes the address at once.
int ask_for_address(const ConnectOptions& options, Services& services, Io& io, const Chat& chat) {
  io.err << "Open this address, grant access, and paste the address of the page you are sent to.\n";
  std::string pasted;
  try {
    Questions questions(io);
    pasted = questions.ask("address", {}, [](const std::string& answer) {
      parse_login_redirect(answer);
      return answer;
    });
  } catch (const Interrupted&) {
    io.err << "\nnothing was connected; within 10 minutes: igbotctl account connect "
              "--redirect-stdin\n";
    return k_login_interrupted;
  }
  return finish_login(options, pasted, services, io, chat);
}

int begin_connecting(const ConnectOptions& options, Services& services, Io& io, const Chat& chat) {
  load_keys(services.config());  // no login for nothing: its token could not be sealed
  ConfiguredInstagram instagram(services);
  InstagramLogin& platform = instagram.login();
  const AccountLogin login = options.wanted_login().value_or(AccountLogin::instagram);
  const auto begin = [&](UnitOfWork& unit) {
    return begin_login(unit.chat(chat.key), platform, login);
  };
  const BegunLogin begun = options.dry_run ? services.store().rehearse(services.person(), begin)
                                           : services.store().write(services.person(), begin);
  tell_begun(options, begun, services, io, chat);
  if (options.dry_run || services.globals().json) return k_done;
  if (io.in_is_terminal) return ask_for_address(options, services, io, chat);
  if (!services.globals().quiet) {
    io.err << "a person opens it and grants access; the address they are sent to goes, within 10 "
              "minutes, to: igbotctl account connect --chat "
           << number(chat.telegram_id) << " --redirect-stdin\n";
  }
  return k_done;
}

int run_account_connect(const ConnectOptions& options, Services& services, Io& io) {
  const Shape& shape = options.redirect_stdin ? k_connected_shape : k_begun_shape;
  if (print_json_help(io, services.globals().json, shape)) return k_done;
  const Chat chat = services.chat();
  if (!options.redirect_stdin) return begin_connecting(options, services, io, chat);
  if (io.in_is_terminal) return ask_for_address(options, services, io, chat);
  return finish_login(options, read_at_most(io.in, k_longest_pasted), services, io, chat);
}

using RunConnect = int (*)(const ConnectOptions&, Services&, Io&);

void add_choice(CLI::App& command, const std::shared_ptr<ConnectOptions>& options,
                Selected& selected, RunConnect run) {
  command.add_option("--username", options->username, "The account must be called so")
      ->type_name("NAME");
  command.add_option("--account-id", options->instagram_id, "The account must have this id")
      ->type_name("ID");
  command
      .add_option("--login", options->login,
                  "Through which of Meta's logins: instagram or facebook")
      ->check(CLI::IsMember({"instagram", "facebook"}))
      ->type_name("LOGIN");
  command.callback([options, &selected, run] {
    selected = [options, run](Services& services, Io& io) { return run(*options, services, io); };
  });
}

}  // namespace

void add_account_add(CLI::App& noun, Selected& selected) {
  CLI::App* command =
      noun.add_subcommand("add", "Connect an account by an access token that you have");
  auto options = std::make_shared<ConnectOptions>();
  CLI::Option* from_stdin = command->add_flag("--token-stdin", options->token.from_stdin,
                                              "Read the token from standard input");
  command->add_option("--token-file", options->token.file, "Read the token from a private file")
      ->type_name("FILE")
      ->excludes(from_stdin);
  command->add_flag("-n,--dry-run", options->dry_run, "Verify the token, store nothing");
  add_choice(*command, options, selected, run_account_add);
}

void add_account_connect(CLI::App& noun, Selected& selected) {
  CLI::App* command = noun.add_subcommand("connect", "Connect an account by a login in a browser");
  auto options = std::make_shared<ConnectOptions>();
  CLI::Option* redirect =
      command->add_flag("--redirect-stdin", options->redirect_stdin,
                        "Read the address that the person was sent to from standard input");
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would be begun")
      ->excludes(redirect);
  add_choice(*command, options, selected, run_account_connect);
}

}  // namespace igbot::cli
