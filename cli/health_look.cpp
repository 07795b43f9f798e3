// SPDX-License-Identifier: MIT
#include "cli/health_look.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "cli/keys.hpp"
#include "cli/staging.hpp"
#include "cli/telegram.hpp"
#include "core/account/sealed_secrets.hpp"
#include "core/bot/poll_state.hpp"
#include "core/file_lock.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "core/store/backup.hpp"
#include "core/store/database_check.hpp"
#include "core/store/migrator.hpp"
#include "providers/imaging/tool_places.hpp"
#include "providers/process/child.hpp"
#include "providers/staging/trial.hpp"

namespace igbot::cli {
namespace {

using health::Fault;
using health::Health;
using health::WorkerHealth;
using std::chrono::minutes;

Fault fault_of(const Error& error) { return {error.what(), error.hint()}; }

/// Does something that may fail; the failure as a fact.
template <typename Body>
std::optional<Fault> attempt(Body body) {
  try {
    body();
    return std::nullopt;
  } catch (const Error& error) {
    return fault_of(error);
  }
}

/// The nearest folder that exists: what is to be made there comes onto its disk.
std::filesystem::path existing_part(std::filesystem::path path) {
  std::error_code missing;
  while (!std::filesystem::exists(path, missing) && path.has_relative_path()) {
    path = path.parent_path();
  }
  return path.empty() ? "/" : path;
}

std::int64_t size_of(const std::filesystem::path& file) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(file, missing);
  return missing ? 0 : static_cast<std::int64_t>(size);
}

/// One look at an installation whose configuration could be read.
class Look {
 public:
  Look(Services& services, const LookOptions& options, Health& health)
      : services_(services), options_(options), health_(health), found_(health.installation) {}

  void look() {
    health_.has_staging = config().text("staging.kind") != "none";
    secret_files();
    database();
    disks();
    tools();
    if (!is_readable_) return probes();
    const auto list = wanted_chats();
    const auto fault = attempt([&] {
      for (const Chat& chat : list) look_at_chat(chat);
      key();
      workers();
      records();
    });
    if (fault) found_.database->fault = fault;
    probes();
  }

 private:
  const Config& config() { return services_.config(); }
  std::filesystem::path file() { return config().path("database.path"); }

  /// A file that others may read, or whose secret cannot be read at all.
  void secret_files() {
    for (const auto& [name, value] : config().all()) {
      if (value.secret_file.empty() || name == "key") continue;
      if (auto fault = attempt([&, key = name] { config().secret(key); })) {
        found_.config.fault = std::move(fault);
      }
      struct stat status {};
      if (::stat(value.secret_file.c_str(), &status) != 0 || (status.st_mode & S_IROTH) == 0) {
        continue;
      }
      found_.open_files.push_back({"others may read " + value.secret_file.string(),
                                   "chmod o= " + value.secret_file.string()});
    }
  }

  void database() {
    health::DatabaseHealth database{.file = file(), .fault = {}, .damage = {}};
    database.fault = attempt([&] {
      services_.store();
      const auto db = sql::open_sqlite(database.file, {sql::OpenMode::read, {}});
      database.schema = Migrator(*db, database.file).version();
      database.bytes = size_of(database.file) + size_of(wal_of(database.file));
      if (options_.thorough) database.damage = check_database(*db);
    });
    is_readable_ = !database.fault;
    if (is_readable_ && options_.thorough) try_to_write(database);
    struct stat status {};
    if (::stat(database.file.c_str(), &status) == 0 && (status.st_mode & 077) != 0) {
      found_.open_files.push_back(
          {"others may reach " + database.file.string(), "chmod 600 " + database.file.string()});
    }
    found_.database = std::move(database);
  }

  /// By a connection of its own, which waits once and not as often as a store would.
  static void try_to_write(health::DatabaseHealth& database) {
    database.write_fault = attempt([&] {
      const auto db = sql::open_sqlite(database.file, {sql::OpenMode::write, {}});
      const sql::Transaction rolled_back(*db, sql::Access::write);
    });
    if (!database.write_fault) return;
    for (LockHolder& holder : lock_holders(database.file.string() + "-shm")) {
      if (holder.is_exclusive && holder.pid != ::getpid()) database.holders.push_back(holder);
    }
  }

  /// Each file system once, under the first of our names for it.
  void disks() {
    const std::int64_t database_bytes = found_.database ? found_.database->bytes : 0;
    add_disk("database", file().parent_path(), database_bytes);
    if (config().has("media.cache_dir"))
      add_disk("media cache", config().path("media.cache_dir"), 0);
    if (config().text("staging.kind") == "public_url") {
      add_disk("public folder", config().path("staging.directory"), 0);
    }
    add_disk("temporary folder", services_.environment().get("TMPDIR").value_or("/tmp"), 0);
  }

  void add_disk(const std::string& what, const std::filesystem::path& path, std::int64_t needed) {
    const auto folder = existing_part(std::filesystem::absolute(path));
    struct stat status {};
    struct statvfs space {};
    if (::stat(folder.c_str(), &status) != 0 || ::statvfs(folder.c_str(), &space) != 0) return;
    if (!devices_.insert(status.st_dev).second) return;
    const auto bytes = [&](fsblkcnt_t blocks) {
      return static_cast<std::int64_t>(blocks) * static_cast<std::int64_t>(space.f_frsize);
    };
    health::DiskHealth disk{.what = what,
                            .path = folder,
                            .free_bytes = bytes(space.f_bavail),
                            .total_bytes = bytes(space.f_blocks),
                            .needed_bytes = needed};
    if (space.f_files > 0) {
      disk.free_inodes = static_cast<double>(space.f_favail) / static_cast<double>(space.f_files);
    }
    found_.disks.push_back(std::move(disk));
  }

  void tools() {
    const auto places =
        imaging::tools_of_this_program(services_.environment().get("PATH").value_or(""));
    found_.looked_for_tools = true;
    if (::access(places.prepare_image.c_str(), X_OK) != 0) {
      found_.missing_tools.push_back(
          {"pictures cannot be made ready: " + places.prepare_image.string() + " is not there",
           "install igbotctl as a whole: it brings this program"});
    }
    if (!process::find_program("ffprobe", places.search_path)) {
      found_.missing_tools.push_back(
          {"videos cannot be looked into: ffprobe is not there", "apt install ffmpeg"});
    }
  }

  std::vector<Chat> wanted_chats() {
    std::vector<Chat> chats;
    if (services_.wanted_chat()) {
      chats = {services_.chat()};
    } else if (auto fault = attempt([&] {
                 chats = services_.store().read(
                     [](UnitOfWork& unit) { return ChatRepository(unit).all(); });
               })) {
      found_.database->fault = std::move(fault);
      return {};
    }
    health_.has_chats = true;
    return chats;
  }

  /// One that cannot be looked at keeps no other from it.
  void look_at_chat(const Chat& chat) {
    if (chat.state != ChatState::active && chat.state != ChatState::unreachable) return;
    const auto fault = attempt([&] {
      health_.chats.push_back(services_.store().read(
          [&](UnitOfWork& unit) { return health::chat_health_of(unit, chat); }));
    });
    if (!fault) {
      found_.is_publishing =
          found_.is_publishing || health_.chats.back().settings.enable_instagram_api;
      return;
    }
    health_.unreadable_chats.push_back({"condition", health::Grade::failure, chat.telegram_id,
                                        chat.name,
                                        "the chat could not be looked at: " + fault->what,
                                        fault->fix.empty() ? "igbotctl db check" : fault->fix});
  }

  void key() {
    const auto uses =
        services_.store().read([](UnitOfWork& unit) { return SealedSecrets(unit).uses(); });
    health::KeyHealth key;
    std::vector<std::string> ids;
    if (!uses.empty() || config().has("key")) {
      key.fault = attempt([&] { ids = load_keys(config()).ids(); });
    }
    for (const auto& [id, by_chat] : uses) {
      const bool is_known = std::find(ids.begin(), ids.end(), id) != ids.end();
      for (const auto& [chat, secrets] : by_chat) {
        key.secrets += secrets;
        if (!is_known && !key.fault) key.unreadable += secrets;
      }
    }
    found_.key = std::move(key);
  }

  template <typename Predicate>
  bool any_chat(Predicate predicate) const {
    return std::any_of(health_.chats.begin(), health_.chats.end(), predicate);
  }

  void workers() {
    const bool is_active = any_chat(
        [](const health::ChatHealth& chat) { return chat.chat.state == ChatState::active; });
    const auto run_lock = run_lock_of(file());
    found_.workers.push_back(
        {.name = "post run",
         .is_needed = is_active,
         .has_work = any_chat([](const auto& chat) { return chat.overdue.posts > 0; }),
         .expected = minutes{5},
         .last_success_at = FileLock::last_success(run_lock),
         .holders = lock_holders(run_lock),
         .start = "igbotctl post run, each minute from cron or its timer: igbotctl-cron(7)"});
    found_.workers.push_back(
        {.name = "telegram poll",
         .is_needed = is_active,
         .has_work = any_chat([](const auto& chat) { return chat.posts.contains("awaiting"); }),
         .expected = minutes{10},
         .last_success_at = services_.store().read(
             [](UnitOfWork& unit) { return bot::last_poll_success(unit.db()); }),
         .holders = lock_holders(poll_lock_of(file())),
         .start = "igbotctl telegram poll, as a service or from cron: igbotctl-cron(7)"});
    add_sync();
  }

  /// Expected as often as the chat wants it that wants it most often; not needed while somebody
  /// else sees to it that every library is read in time.
  void add_sync() {
    bool is_needed = false;
    std::optional<std::chrono::minutes> interval;
    for (const health::ChatHealth& chat : health_.chats) {
      const bool wants =
          chat.chat.state == ChatState::active && chat.source && chat.settings.media_sync_enabled;
      if (!wants) continue;
      const auto& read = chat.source->last_complete_at;
      is_needed = is_needed || !read ||
                  health_.now - *read > chat.settings.media_sync_interval + minutes{10};
      interval = std::min(interval.value_or(chat.settings.media_sync_interval),
                          chat.settings.media_sync_interval);
    }
    const auto lock = sync_lock_of(file());
    found_.workers.push_back(
        {.name = "media sync --all-chats",
         .is_needed = is_needed,
         .has_work = false,
         .expected = interval.value_or(minutes{60}) * 2 + minutes{10},
         .last_success_at = FileLock::last_success(lock),
         .holders = lock_holders(lock),
         .start = "igbotctl media sync --all-chats, from cron or its timer: igbotctl-cron(7)"});
  }

  void records() {
    services_.store().read([&](UnitOfWork& unit) {
      found_.conditions = ConditionRepository(unit).open(std::nullopt);
      found_.latest_record =
          unit.db().execute("SELECT max(at) FROM audit_log").front().optional_timestamp(0);
    });
    for (const WorkerHealth& worker : found_.workers) {
      if (worker.last_success_at) {
        found_.latest_record = std::max(found_.latest_record.value_or(*worker.last_success_at),
                                        *worker.last_success_at);
      }
    }
  }

  void probes() {
    if (!options_.online) return;
    health::Probe bot{"the bot", {}};
    bot.fault = attempt([&] {
      const auto identity = bot_identity(services_);
      bot.what = "@" + identity.username;
      if (identity.answered_at) {
        found_.clock_ahead = services_.clock().now() - *identity.answered_at;
      }
    });
    found_.bot = std::move(bot);
    if (!health_.has_staging) return;
    health::Probe staging{config().text("staging.kind"), {}};
    staging.fault = attempt([&] {
      const auto host = configured_media_host(config(), services_.http(), services_.clock());
      staging::try_host(*host);
    });
    found_.staging = std::move(staging);
  }

  Services& services_;
  const LookOptions& options_;
  Health& health_;
  health::InstallationHealth& found_;
  bool is_readable_ = false;
  std::set<dev_t> devices_;
};

}  // namespace

Health look_at_health(Services& services, const LookOptions& options) {
  Health health{.now = services.clock().now(), .installation = {}, .chats = {}};
  health.installation.config.fault = attempt([&] {
    const Config& config = services.config();
    if (config.file()) health.installation.config.file = config.file()->string();
    health.installation.config.warnings = config.warnings();
  });
  if (health.installation.config.fault) return health;
  Look(services, options, health).look();
  return health;
}

}  // namespace igbot::cli
