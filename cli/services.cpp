// SPDX-License-Identifier: MIT
#include "cli/services.hpp"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "cli/chat_choice.hpp"
#include "cli/initial_chat.hpp"
#include "cli/log_lines.hpp"
#include "cli/sources.hpp"
#include "core/http/discreet_http.hpp"
#include "core/http/logged_http.hpp"
#include "providers/http/curl_client.hpp"
#include "providers/imaging/story_tools.hpp"

namespace igbot::cli {
namespace {

/// The login behind sudo, else that of the user running this.
std::string login_of(const Environment& environment) {
  if (const auto user = environment.get("SUDO_USER")) return *user;
  if (const passwd* entry = ::getpwuid(::geteuid())) return entry->pw_name;
  return std::to_string(::geteuid());
}

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "unknown";
  return name.data();
}

Actor make_person(const Environment& environment) {
  const std::string login = login_of(environment);
  return {"cli:" + login, login};
}

Actor make_worker() {
  const std::string host = host_name();
  return {"worker:" + host, "worker on " + host};
}

/// Set by whoever runs this program; the .env file of the former system speaks of another log.
bool is_chosen(const Config& config, const std::string& key) {
  const Origin origin = config.value(key).origin;
  return origin != Origin::built_in && origin != Origin::env_file;
}

log::Level log_level(const Config& config, const Globals& globals) {
  const log::Level level = log::level_from(config.text("log.level")).value_or(log::Level::info);
  if (globals.quiet) return log::Level::error;
  return globals.verbose ? std::max(level, log::Level::info) : level;
}

}  // namespace

Services::Services(Globals globals, Environment environment, Clock& clock, LogStream log_stream)
    : globals_(std::move(globals)),
      environment_(std::move(environment)),
      clock_(clock),
      log_stream_(std::move(log_stream)),
      run_(log::new_run_id()),
      early_log_(clock_, log::Level::warning, {.journal = true}, run_,
                 log_stream_.is_journal ? log_stream_.write : log::Log::Write{}) {}

Services::~Services() = default;

const Config& Services::config() {
  if (!config_) config_ = std::make_unique<Config>(load_config(globals_, environment_));
  return *config_;
}

bool Services::log_takes_failures() const {
  if (log_stream_.is_journal) return true;
  return config_ && (is_chosen(*config_, "log.level") || is_chosen(*config_, "log.format"));
}

log::Log& Services::log() {
  if (!config_) return early_log_;
  if (!log_) {
    // With --json standard error has one object; the journal keeps both apart.
    const bool is_wanted = log_takes_failures() || globals_.verbose;
    const bool is_written = is_wanted && (!globals_.json || log_stream_.is_journal);
    log_ = std::make_unique<log::Log>(clock_, log_level(*config_, globals_),
                                      log::Style{.json = config_->text("log.format") == "json",
                                                 .journal = log_stream_.is_journal},
                                      run_, is_written ? log_stream_.write : log::Log::Write{});
  }
  return *log_;
}

http::HttpClient& Services::http() {
  const std::lock_guard lock(http_mutex_);
  if (!http_) {
    curl_ = std::make_unique<http::DiscreetHttp>(std::make_unique<http::CurlClient>());
    http_ = std::make_unique<http::LoggedHttp>(*curl_, log(), clock_);
  }
  return *http_;
}

std::unique_ptr<Store> Services::open_store(bool create) {
  StoreOptions options{.file = config().path("database.path"),
                       .create = create,
                       .auto_migrate = config().boolean("database.auto_migrate"),
                       .run = run_};
  if (log().writes(log::Level::error)) {
    options.on_change = [this](const Change& change) { log().add(log_line_of(change)); };
  }
  return std::make_unique<Store>(std::move(options), clock_);
}

Store& Services::store() {
  if (!store_) store_ = open_store(false);
  return *store_;
}

Store& Services::store_or_create() {
  if (!store_) store_ = open_store(true);
  return *store_;
}

bool Services::store_exists() { return std::filesystem::exists(config().path("database.path")); }

ConfiguredSources& Services::sources() {
  if (!sources_) sources_ = std::make_unique<ConfiguredSources>(*this);
  return *sources_;
}

media::StoryMedia& Services::story_media() {
  if (!story_media_) {
    story_media_ = std::make_unique<imaging::StoryTools>(
        imaging::tools_of_this_program(environment_.get("PATH").value_or("")));
  }
  return *story_media_;
}

media::Fit Services::story_fit() {
  return media::fit_from(config().text("media.fit")).value_or(media::Fit::blur);
}

const Actor& Services::person() {
  if (!person_) person_ = make_person(environment_);  // asks the system's user database
  return *person_;
}

const Actor& Services::worker() {
  if (!worker_) worker_ = make_worker();
  return *worker_;
}

std::optional<std::string> Services::wanted_chat() const {
  return globals_.chat ? globals_.chat : environment_.get("IGBOTCTL_CHAT");
}

Chat Services::chat() {
  return store().read([&](UnitOfWork& unit) { return choose_chat(unit, wanted_chat()); });
}

ChatTarget Services::chat_target() {
  const auto admin = admin_chat(config());
  const auto wanted = wanted_chat();
  const bool may_be_admin =
      admin && (!wanted || *wanted == std::to_string(number(admin->telegram_id)));
  if (!may_be_admin) return {chat(), std::nullopt};
  if (!store_exists()) return {std::nullopt, admin};
  return store().read([&](UnitOfWork& unit) -> ChatTarget {
    const ChatRepository chats(unit);
    const bool exists = wanted ? chats.find(admin->telegram_id).has_value() : !chats.all().empty();
    if (!exists) return {std::nullopt, admin};
    return {choose_chat(unit, wanted), std::nullopt};
  });
}

Chat Services::chat_for_writing() {
  const ChatTarget target = chat_target();
  if (target.chat) return *target.chat;
  return store_or_create().write(
      person(), [&](UnitOfWork& unit) { return create_chat(unit, *target.initial); });
}

}  // namespace igbot::cli
