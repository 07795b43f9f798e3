// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "cli/config.hpp"
#include "cli/globals.hpp"
#include "cli/io.hpp"
#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "core/log/log.hpp"
#include "core/media/story_media.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/store.hpp"

namespace igbot::cli {

class ConfiguredSources;

/// The chat a command works on: one that exists, or the admin chat before its first write.
struct ChatTarget {
  std::optional<Chat> chat;
  std::optional<InitialChat> initial;  ///< set when `chat` is not
  TelegramChatId telegram_id() const { return chat ? chat->telegram_id : initial->telegram_id; }
};

/// Where the log of this run goes when it is written at all.
struct LogStream {
  log::Log::Write write;
  bool is_journal = false;
};

/// The composition root: builds each collaborator at its first use, once.
class Services {
 public:
  Services(Globals globals, Environment environment, Clock& clock, LogStream log_stream = {});
  ~Services();

  const Globals& globals() const { return globals_; }
  const Environment& environment() const { return environment_; }
  Clock& clock() { return clock_; }
  const Config& config();
  /// Where work is told as log.level and log.format say: to the journal always, elsewhere only when
  /// one of them is set, or with -v. Before the configuration is read, and when it cannot be, only
  /// the journal hears, of what goes wrong. Never throws.
  log::Log& log();
  /// Whether failures are lines of the log instead of text for a person.
  bool log_takes_failures() const;
  /// HTTP for everything in this process. Opens libcurl at its first use.
  http::HttpClient& http();
  /// Before the first use of config(): an .env file that names two chats is not refused.
  void accept_two_chats() { globals_.accepts_two_chats = true; }

  /// The existing database; throws ErrorKind::database when there is none.
  Store& store();
  /// The database, made when missing: for init, import, restore and the bootstrapping write.
  Store& store_or_create();
  bool store_exists();

  /// Where chats take their media from.
  ConfiguredSources& sources();
  /// What makes pictures and videos ready for a story, by the tools of this installation.
  media::StoryMedia& story_media();
  /// How pictures fill a story, as configured.
  media::Fit story_fit();

  /// The person at the shell: `cli:<login>`.
  const Actor& person();
  /// The unattended process: `worker:<host>`.
  const Actor& worker();

  /// The chat that was asked for, as it was written: --chat, else $IGBOTCTL_CHAT.
  std::optional<std::string> wanted_chat() const;
  /// The chat a command works on: --chat, else $IGBOTCTL_CHAT, else the only one. Throws
  /// ErrorKind::not_found for an unknown chat and ErrorKind::usage with the list when several fit.
  Chat chat();
  /// The same, but admin_chat_id counts before it exists: reads show what it would be created
  /// with and create nothing.
  ChatTarget chat_target();
  /// The same for a command that changes something: creates the admin chat, and the database, at
  /// its first write.
  Chat chat_for_writing();

 private:
  std::unique_ptr<Store> open_store(bool create);

  Globals globals_;
  Environment environment_;
  Clock& clock_;
  LogStream log_stream_;
  std::string run_;
  log::Log early_log_;
  std::unique_ptr<Config> config_;
  std::unique_ptr<log::Log> log_;
  std::mutex http_mutex_;
  std::unique_ptr<http::HttpClient> curl_;
  std::unique_ptr<http::HttpClient> http_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<media::StoryMedia> story_media_;
  std::unique_ptr<ConfiguredSources> sources_;
  std::optional<Actor> person_;
  std::optional<Actor> worker_;
};

}  // namespace igbot::cli
