// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/source/connect.hpp"
#include "cli/folder_choice.hpp"
#include "cli/keys.hpp"
#include "cli/loopback_listener.hpp"
#include "cli/output.hpp"
#include "cli/sources.hpp"
#include "cli/token_input.hpp"
#include "core/account/login_redirect.hpp"
#include "core/media/drive_login.hpp"
#include "core/private_file.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"
#include "providers/google_drive/google_drive.hpp"

namespace igbot::cli {
namespace {

constexpr std::size_t k_longest_key_file = 64U << 10U;
constexpr std::size_t k_longest_address = 16384;

const Shape k_drive_login_shape{
    {},
    {{"chat_id", "Telegram id of the chat"},
     {"url", "where a person grants access; null with -n"},
     {"expires_at", "until when the address they are sent to is taken"}}};

struct DriveOptions {
  ConnectSourceOptions common;
  std::string folder;
  std::string key_file;
  bool key_stdin = false;
  bool login = false;
  bool paste = false;
  bool redirect_stdin = false;

  void require_one_way() const {
    const int ways = (key_file.empty() ? 0 : 1) + (key_stdin ? 1 : 0) + (login ? 1 : 0) +
                     (redirect_stdin ? 1 : 0);
    if (ways <= 1) return;
    throw Error(ErrorKind::usage, "several ways to reach Google Drive were given",
                "one of --key-file, --key-stdin, --login and --redirect-stdin");
  }
  /// An address is good once: trying it would be using it.
  void require_not_used_up() const {
    if (!redirect_stdin || !common.dry_run) return;
    throw Error(ErrorKind::usage, "--redirect-stdin and --dry-run exclude each other",
                "leave one of them away: the login is good once");
  }
  bool only_begins(const Services& services, const Io& io) const {
    return login && (services.globals().json || !io.in_is_terminal || common.dry_run);
  }
};

NewCredential service_account(Secret key_file) {
  google_drive::address_of_service_account(key_file);
  return {CredentialKind::google_service_account, std::move(key_file), std::nullopt, std::nullopt};
}

NewCredential oauth(Secret secret) {
  return {CredentialKind::google_oauth, std::move(secret), std::nullopt, std::nullopt};
}

media::BegunDriveLogin begin(const DriveOptions& options, const std::string& redirect_uri,
                             Services& services, const Chat& chat) {
  const crypto::KeyRing keys = load_keys(services.config());  // no login for nothing
  media::GoogleLogin& google = services.sources().google_login();
  const auto body = [&](UnitOfWork& unit) {
    return media::begin_drive_login(unit.chat(chat.key), google, keys, redirect_uri);
  };
  return options.common.dry_run ? services.store().rehearse(services.person(), body)
                                : services.store().write(services.person(), body);
}

/// The secret that the login a person came back from with this address stands for.
NewCredential finish(const std::string& address, Services& services, const Chat& chat) {
  const crypto::KeyRing keys = load_keys(services.config());
  media::GoogleLogin& google = services.sources().google_login();
  const auto taken = services.store().write(services.person(), [&](UnitOfWork& unit) {
    return media::take_drive_redirect(unit.chat(chat.key), address, keys);
  });
  if (taken.refused) throw Error(*taken.refused);
  return oauth(google.exchange_code(taken.granted->code, taken.granted->verifier,
                                    taken.granted->redirect_uri));
}

/// Prints where access is granted; somebody comes back with `--redirect-stdin`.
int begin_only(const DriveOptions& options, Services& services, Io& io, const Chat& chat) {
  const auto& json = services.globals().json;
  const auto begun = begin(options, media::k_pasted_redirect, services, chat);
  if (json) {
    print_json(
        io, *json, k_drive_login_shape,
        {{"chat_id", number(chat.telegram_id)},
         {"url", options.common.dry_run ? nlohmann::json(nullptr) : nlohmann::json(begun.url)},
         {"expires_at", utc_text(begun.expires_at)}});
    return 0;
  }
  if (options.common.dry_run) {
    io.out << "would begin a login with Google for " << text::one_line(chat.name) << '\n';
    return 0;
  }
  io.out << begun.url << '\n' << std::flush;
  if (!services.globals().quiet) {
    io.err << "a person opens it and grants access; the address they are sent to, where no page "
              "appears, goes within 10 minutes to: igbotctl source connect drive --chat "
           << number(chat.telegram_id) << " --redirect-stdin --folder URL --yes\n";
  }
  return 0;
}

/// On a terminal: waits for the browser of this machine, or for the pasted address.
NewCredential log_in(const DriveOptions& options, Services& services, Io& io, const Chat& chat) {
  std::optional<LoopbackListener> listener;
  if (!options.paste) listener.emplace();
  const auto begun =
      begin(options, listener ? listener->address() : media::k_pasted_redirect, services, chat);
  io.err << "Open this address and grant access:\n"
         << begun.url << "\n\n"
         << "Is the browser on another machine, no page appears at the end: paste the address it "
            "shows then.\n"
         << std::flush;
  const auto came = listener ? listener->wait(STDIN_FILENO) : [&]() -> std::optional<std::string> {
    std::string line;
    if (!std::getline(io.in, line)) return std::nullopt;
    return line;
  }();
  if (!came) throw Interrupted(false);
  return finish(*came, services, chat);
}

/// The address that a login ended with: all of standard input, on a terminal a line of it.
std::string came_back_with(Io& io) {
  if (!io.in_is_terminal) return read_at_most(io.in, k_longest_address);
  Questions questions(io);
  return questions.ask("address", {}, [](const std::string& answer) {
    parse_login_redirect(answer);
    return answer;
  });
}

NewCredential credential_for(const DriveOptions& options, Services& services, Io& io,
                             const Chat& chat) {
  if (!options.key_file.empty()) {
    return service_account(read_private_file(
        options.key_file, {"key file", "as --key-file", "check the path",
                           "the key of a service account is a JSON file as Google made it"}));
  }
  if (options.key_stdin) {
    if (io.in_is_terminal) io.err << "paste the key file, then Enter and Ctrl-D:\n" << std::flush;
    return service_account(Secret(read_at_most(io.in, k_longest_key_file)));
  }
  if (options.redirect_stdin) return finish(came_back_with(io), services, chat);
  if (options.login) return log_in(options, services, io, chat);
  if (auto secret = present_secret(services, chat, media::DriveSourceConfig{})) return *secret;
  throw Error(ErrorKind::usage, "nothing was given to reach Google Drive with",
              "--login, or --key-file FILE with the key of a service account");
}

/// The folder that was named, or that a person chooses among what the credential reaches.
std::string folder_for(const DriveOptions& options, const NewCredential& credential,
                       Services& services, Io& io) {
  if (!options.folder.empty()) return google_drive::folder_id_of(options.folder);
  const auto drive = services.sources().open(media::DriveSourceConfig{}, credential);
  if (io.in_is_terminal && !options.common.yes) {
    Questions questions(io);
    return choose_folder(*drive, questions, io, google_drive::folder_id_of);
  }
  const std::string seen = folders_text(drive->folders(std::nullopt));
  const bool is_account = credential.kind == CredentialKind::google_service_account;
  throw Error(ErrorKind::usage,
              seen.empty() ? "no folder was named, and none can be seen"
                           : "no folder was named; these can be seen: " + seen,
              seen.empty() && is_account
                  ? "share the folder with " +
                        google_drive::address_of_service_account(credential.secret) +
                        ", then add --folder URL"
                  : "add --folder with an id or the address of the folder's page");
}

int connect_drive(const DriveOptions& options, Services& services, Io& io) {
  if (options.login && services.globals().json) {
    if (print_json_help(io, services.globals().json, k_drive_login_shape)) return 0;
  } else if (print_connect_help(services, io)) {
    return 0;
  }
  options.require_one_way();
  options.require_not_used_up();
  if (!options.folder.empty()) google_drive::folder_id_of(options.folder);
  const Chat chat = chat_to_connect(options.common, services);
  if (options.only_begins(services, io)) return begin_only(options, services, io, chat);
  if (options.redirect_stdin && options.folder.empty() && !io.in_is_terminal) {
    throw Error(ErrorKind::usage, "no folder was named", "add --folder with the folder's address");
  }
  const NewCredential credential = credential_for(options, services, io, chat);
  const std::string folder = folder_for(options, credential, services, io);
  return connect_source(options.common, {media::DriveSourceConfig{folder}, credential}, services,
                        io, chat);
}

int run_connect_drive(const DriveOptions& options, Services& services, Io& io) {
  try {
    return connect_drive(options, services, io);
  } catch (const Interrupted&) {
    return nothing_connected(io);
  }
}

}  // namespace

void add_connect_drive(CLI::App& connect, Selected& selected) {
  CLI::App* command = connect.add_subcommand("drive", "A folder of Google Drive");
  auto options = std::make_shared<DriveOptions>();
  command->add_option("--folder", options->folder, "Address or id of the folder (default: asks)")
      ->type_name("URL|ID");
  command
      ->add_option("--key-file", options->key_file,
                   "Private file with the key of a service account (JSON)")
      ->type_name("FILE");
  command->add_flag("--key-stdin", options->key_stdin, "The same from standard input");
  command->add_flag("--login", options->login, "Instead: a person's login in a browser");
  command->add_flag("--redirect-stdin", options->redirect_stdin,
                    "The address that such a login ended with, from standard input");
  command->add_flag("--paste", options->paste,
                    "With --login: do not listen for the browser, take the pasted address");
  add_connect_flags(*command, options->common);
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_connect_drive(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
