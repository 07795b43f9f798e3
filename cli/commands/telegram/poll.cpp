// SPDX-License-Identifier: MIT
#include "cli/commands/telegram/poll.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/exit_code.hpp"
#include "cli/initial_chat.hpp"
#include "cli/instagram.hpp"
#include "cli/keys.hpp"
#include "cli/output.hpp"
#include "cli/posting.hpp"
#include "cli/report.hpp"
#include "cli/sources.hpp"
#include "cli/telegram.hpp"
#include "core/bot/poller.hpp"
#include "core/file_lock.hpp"
#include "core/store/run_repository.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"
#include "providers/google_drive/google_drive.hpp"
#include "providers/telegram/telegram_updates.hpp"

namespace igbot::cli {
namespace {

using std::chrono::seconds;

constexpr seconds k_longest_pause{60};

const Shape k_poll_shape{{},
                         {{"updates", "updates taken in"},
                          {"refused", "those that asked for what is not allowed or not possible"}}};

struct PollCommandOptions {
  std::string duration;
  bool once = false;
};

volatile std::sig_atomic_t stop_requested = 0;

void request_stop(int) { stop_requested = 1; }

/// While it lives, SIGTERM and SIGINT ask to end after the current update.
class StopSignals {
 public:
  StopSignals() {
    stop_requested = 0;
    struct sigaction action {};
    action.sa_handler = request_stop;
    ::sigaction(SIGTERM, &action, &before_term_);
    ::sigaction(SIGINT, &action, &before_int_);
  }
  ~StopSignals() {
    ::sigaction(SIGTERM, &before_term_, nullptr);
    ::sigaction(SIGINT, &before_int_, nullptr);
  }
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  static bool stopped() { return stop_requested != 0; }

 private:
  struct sigaction before_term_ {};
  struct sigaction before_int_ {};
};

bot::InitPolicy init_policy(const std::string& word) {
  if (word == "open") return bot::InitPolicy::open;
  return word == "off" ? bot::InitPolicy::off : bot::InitPolicy::invite;
}

/// Logins need the app's own id, secret and address, and a key to seal the token with.
std::optional<InstagramAccess> login_access(const Config& config, ConfiguredInstagram& instagram) {
  for (const char* key :
       {"instagram.app_id", "instagram.app_secret", "instagram.redirect_uri", "key"}) {
    if (!config.has(key)) return std::nullopt;
  }
  return instagram.access();
}

/// Logins with Google need a client of their own, and a key to seal what they give.
std::optional<bot::DriveLogins> drive_logins(Services& services) {
  for (const char* key : {"google.client_id", "google.client_secret", "key"}) {
    if (!services.config().has(key)) return std::nullopt;
  }
  return bot::DriveLogins{
      .login = [&services]() -> media::GoogleLogin& { return services.sources().google_login(); },
      .keys = [&services] { return load_keys(services.config()); },
      .folder_id = google_drive::folder_id_of};
}

bot::BotRules bot_rules(Services& services, ConfiguredInstagram& instagram) {
  const Config& config = services.config();
  return {.init = init_policy(config.text("telegram.init")),
          .local_roots = config.paths("media.local_roots"),
          .new_chat = configured_settings(config),
          .open_source =
              [&services](const media::SourceConfig& source,
                          const std::optional<NewCredential>& secret) {
                return services.sources().open(source, secret);
              },
          .open_source_of = [&services](ChatKey chat) { return services.sources().open(chat); },
          .instagram = login_access(config, instagram),
          .drive = drive_logins(services)};
}

/// One run of the command: polls, and in an endless one goes on after Telegram could not be
/// reached.
class PollRun {
 public:
  PollRun(Services& services, const PollCommandOptions& options, Io& io)
      : services_(services),
        io_(io),
        posting_(services, services.worker()),
        telegram_(services),
        instagram_(services),
        updates_(telegram_.api(), telegram_.api().bot_id(), &StopSignals::stopped),
        is_endless_(!options.once && options.duration.empty()) {
    poll_.once = options.once;
    poll_.stop = &StopSignals::stopped;
    poll_.rules = bot_rules(services, instagram_);
    if (!options.duration.empty()) poll_.duration = parse_duration(options.duration);
  }

  int run() {
    const Timestamp started = services_.clock().now();
    seconds pause{1};
    while (true) {
      try {
        add(bot::poll(posting_.worker(), updates_, poll_));
        break;
      } catch (const Error& error) {
        // A service that ends must say why each time; cron hears of it once.
        const bool ends_service = is_endless_ && error.kind() != ErrorKind::temporary;
        if (!is_about_telegram(error) || ends_service) throw;
        post::condition_begins(posting_.worker(), std::nullopt, bot::k_poll_condition,
                               {error.kind(), error.what(), error.hint()});
        if (!is_endless_) break;
      }
      tell_problems();
      if (!wait(pause)) break;
      pause = std::min(pause * 2, k_longest_pause);
    }
    tell_problems();
    remember(started);
    return exit_code();
  }

  const bot::PollReport& taken() const { return taken_; }

 private:
  const post::RunReport& report() { return posting_.worker().report; }

  /// Those not told yet: a service tells them when they come, not when it ends.
  void tell_problems() {
    const auto& problems = report().problems();
    for (; told_ < problems.size(); ++told_) {
      const post::Problem& problem = problems[told_];
      cli::report(services_, io_, Error(problem.kind, problem.message, problem.hint));
    }
    io_.err.flush();
  }

  static bool is_about_telegram(const Error& error) {
    return error.kind() == ErrorKind::temporary || error.kind() == ErrorKind::auth ||
           error.kind() == ErrorKind::conflict;
  }

  void add(const bot::PollReport& more) {
    taken_.updates += more.updates;
    taken_.refused += more.refused;
  }

  /// False when it was stopped meanwhile.
  bool wait(seconds duration) {
    for (seconds left = duration; left > seconds{0}; left -= seconds{1}) {
      if (StopSignals::stopped()) return false;
      services_.clock().sleep_for(seconds{1});
    }
    return !StopSignals::stopped();
  }

  int exit_code() {
    int code = k_done;
    for (const post::Problem& problem : report().problems()) {
      code = more_important(code, exit_code_of(problem.kind));
    }
    return code;
  }

  void remember(Timestamp started) {
    if (taken_.updates == 0 && report().problems().empty()) return;
    const nlohmann::json summary{{"updates", taken_.updates}, {"refused", taken_.refused}};
    services_.store().bookkeep([&](Bookkeeping& unit) {
      record_run(unit, {.command = "telegram poll",
                        .actor = services_.worker().id,
                        .chat = std::nullopt,
                        .started_at = started,
                        .exit_code = exit_code(),
                        .summary = summary.dump()});
    });
  }

  Services& services_;
  Io& io_;
  Posting posting_;
  ConfiguredTelegram telegram_;
  ConfiguredInstagram instagram_;
  telegram::TelegramUpdates updates_;
  bot::PollOptions poll_;
  bool is_endless_;
  bot::PollReport taken_;
  std::size_t told_ = 0;
};

int run_telegram_poll(const PollCommandOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_poll_shape)) return 0;
  const auto lock = FileLock::try_acquire(poll_lock_of(services.store().file()));
  if (!lock) {
    if (services.globals().verbose) io.err << "another telegram poll is at it\n";
    return k_done;
  }
  const StopSignals signals;
  PollRun run(services, options, io);
  const int code = run.run();
  if (json) {
    print_json(io, *json, k_poll_shape,
               {{"updates", run.taken().updates}, {"refused", run.taken().refused}});
  } else if (services.globals().verbose) {
    io.err << text::count(run.taken().updates, "update", "updates") << " taken in, "
           << run.taken().refused << " refused\n";
  }
  return code;
}

}  // namespace

void add_telegram_poll(CLI::App& telegram, Selected& selected) {
  CLI::App* command =
      telegram.add_subcommand("poll", "Take in what people press and write, until it is stopped");
  auto options = std::make_shared<PollCommandOptions>();
  CLI::Option* duration =
      command->add_option("--for", options->duration, "How long, as in 55s for cron each minute")
          ->type_name("DURATION");
  command->add_flag("--once", options->once, "Only what is there now")->excludes(duration);
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_telegram_poll(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
