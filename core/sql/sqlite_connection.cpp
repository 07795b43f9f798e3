// SPDX-License-Identifier: MIT
#include "core/sql/sqlite_connection.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <pwd.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "core/durable_file.hpp"

namespace igbot::sql {
namespace {

constexpr int k_busy_timeout_ms = 5000;
constexpr int k_busy_pause_ms = 5;
constexpr int k_attempts_to_open = 3;
constexpr long k_nfs_magic = 0x6969;
constexpr long k_cifs_magic = 0xFF534D42;
constexpr long k_smb2_magic = 0xFE534D42;

/// The most exact code there is: what SQLiteCpp throws itself has no extended one.
int code_of(const SQLite::Exception& error) {
  return error.getExtendedErrorCode() > 0 ? error.getExtendedErrorCode() : error.getErrorCode();
}

Fault fault_of(const SQLite::Exception& error) {
  const int code = code_of(error);
  // "May indicate that the file system is out of space" (https://sqlite.org/rescode.html).
  if (code == SQLITE_IOERR_SHMSIZE) return Fault::full;
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:  // gave up after ten seconds of tries (https://sqlite.org/rescode.html)
      return Fault::busy;
    case SQLITE_CONSTRAINT:
      return Fault::constraint;
    case SQLITE_FULL:
      return Fault::full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return Fault::read_only;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Fault::corrupt;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return Fault::io;
    default:
      return Fault::other;
  }
}

/// Root's database in somebody else's folder was made by mistake: it becomes theirs. Else the
/// command is for whom the file belongs to, or for the user of a system install.
std::string hint_for_access(const std::filesystem::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return "sudo -u igbotctl igbotctl …";
  const auto folder = file.parent_path();
  struct stat around {};
  if (info.st_uid == 0 && ::stat(folder.c_str(), &around) == 0 && around.st_uid != 0) {
    return "sudo chown --reference=" + folder.string() + " " + file.string() + "*";
  }
  const passwd* entry = ::getpwuid(info.st_uid);
  return std::string("sudo -u ") + (entry == nullptr ? "igbotctl" : entry->pw_name) + " igbotctl …";
}

Error no_access(const std::filesystem::path& file, const std::string& why) {
  return {ErrorKind::config, "no access to the database: " + file.string() + why,
          hint_for_access(file)};
}

SqlError not_writable(const std::string& file) {
  return {Fault::read_only, ErrorKind::failed, "database may not be written: " + file,
          "run as the user who owns it, on a disk mounted for writing"};
}

/// SQLite says no more than "unable to open database file" where the files beside the database are
/// what it may not open or make.
void require_files_beside(const std::string& file) {
  const auto folder = std::filesystem::path(file).parent_path();
  for (const std::string& beside : {file + "-wal", file + "-shm"}) {
    if (::access(beside.c_str(), R_OK | W_OK) == 0) continue;
    if (errno == ENOENT && ::access(folder.empty() ? "." : folder.c_str(), W_OK) == 0) continue;
    if (errno == EROFS) throw not_writable(file);
    if (errno == EACCES) throw no_access(file, " (the files beside it)");
  }
}

/// Our words for SQLite's: never the statement, never a bound value.
[[noreturn]] void raise(const SQLite::Exception& error, const std::string& file) {
  const Fault fault = fault_of(error);
  switch (fault) {
    case Fault::busy:
      throw SqlError(fault, ErrorKind::temporary, "database is busy: " + file, "try again");
    case Fault::full:
      throw SqlError(fault, ErrorKind::failed, "disk is full, nothing was changed: " + file,
                     "free some space and run the command again");
    case Fault::read_only:
      throw not_writable(file);
    case Fault::corrupt:
      throw SqlError(fault, ErrorKind::database,
                     "database is damaged or not an igbotctl database: " + file,
                     "igbotctl db restore FILE (igbotctl makes a backup before each db migrate)");
    case Fault::io:
      if ((code_of(error) & 0xff) == SQLITE_CANTOPEN) require_files_beside(file);
      throw SqlError(fault, ErrorKind::failed,
                     "database could not be read or written: " + file + " (" + error.what() + ")",
                     "check the disk");
    case Fault::constraint:
    case Fault::other:
      break;
  }
  throw SqlError(fault, ErrorKind::bug,
                 std::string("database refused a statement: ") + error.what());
}

/// A prepared statement and where SQLite put each of its parameters: to SQLite `$1` is a name,
/// numbered by first appearance, so parameters are bound by name and not by position.
struct Prepared {
  std::unique_ptr<SQLite::Statement> statement;
  std::vector<int> indexes;
};

int index_of(Prepared& prepared, std::size_t param) {
  while (prepared.indexes.size() <= param) {
    const std::string name = "$" + std::to_string(prepared.indexes.size() + 1);
    const int index = prepared.statement->getIndex(name.c_str());
    if (index == 0) throw Error(ErrorKind::bug, "statement has no parameter " + name);
    prepared.indexes.push_back(index);
  }
  return prepared.indexes[param];
}

void bind(Prepared& prepared, const std::vector<Value>& params) {
  SQLite::Statement& statement = *prepared.statement;
  for (std::size_t i = 0; i < params.size(); ++i) {
    const int index = index_of(prepared, i);
    std::visit(
        [&](const auto& value) {
          using T = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<T, std::monostate>) {
            statement.bind(index);
          } else if constexpr (std::is_same_v<T, Blob>) {
            statement.bind(index, value.bytes.data(), static_cast<int>(value.bytes.size()));
          } else {
            statement.bind(index, value);
          }
        },
        params[i].storage());
  }
}

Value value_of(const SQLite::Column& column) {
  if (column.isNull()) return {};
  if (column.isInteger()) return column.getInt64();
  if (column.isFloat()) return column.getDouble();
  if (column.isBlob()) return Blob{column.getString()};
  return column.getString();
}

/// Lets statements be found by a view of their text.
struct SqlHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view sql) const { return std::hash<std::string_view>{}(sql); }
};

/// Waits as long as the busy timeout, but asks again at short and even intervals: SQLite's own
/// pauses grow to 100 ms, so that who has waited longest asks least often and waits longer still.
int wait_for_others(void* /*nothing*/, int pauses) {
  if (pauses >= k_busy_timeout_ms / k_busy_pause_ms) return 0;
  sqlite3_sleep(k_busy_pause_ms);
  return 1;
}

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const std::filesystem::path& file, const SqliteOptions& options)
      : file_(file.string()) {
    guard([&] {
      // No connection is used by two threads at once: SQLite's own mutex would only cost time.
      const int flags =
          (options.mode == OpenMode::read ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE) |
          SQLite::OPEN_NOMUTEX;
      database_ = std::make_unique<SQLite::Database>(file_, flags, 0, options.vfs);
      sqlite3_extended_result_codes(database_->getHandle(), 1);
      sqlite3_busy_handler(database_->getHandle(), wait_for_others, nullptr);
      // Closing must not checkpoint (4-5 syncs): the WAL stays and the worker checkpoints.
      sqlite3_db_config(database_->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
      int persist = 1;
      sqlite3_file_control(database_->getHandle(), "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
      execute("PRAGMA foreign_keys = ON", {});
      execute("PRAGMA synchronous = FULL", {});
      execute("PRAGMA wal_autocheckpoint = 0", {});
      execute("PRAGMA trusted_schema = OFF", {});
      if (options.mode == OpenMode::create) execute("PRAGMA journal_mode = WAL", {});
    });
  }

  Result execute(std::string_view sql, const std::vector<Value>& params) override {
    return guard([&] {
      Prepared& prepared = prepare(sql);
      SQLite::Statement& statement = *prepared.statement;
      const Rewind rewind{statement};
      bind(prepared, params);
      Result result;
      const int columns = statement.getColumnCount();
      while (statement.executeStep()) {
        std::vector<Value> values;
        values.reserve(static_cast<std::size_t>(columns));
        for (int i = 0; i < columns; ++i) values.push_back(value_of(statement.getColumn(i)));
        result.rows.emplace_back(std::move(values));
      }
      result.changes = database_->getChanges();
      return result;
    });
  }

  void execute_script(const std::string& sql) override {
    guard([&] { database_->exec(sql); });
  }

  void begin(Access access) override {
    execute(access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN", {});
  }

  void commit() override { execute("COMMIT", {}); }

  void rollback() noexcept override {
    // SQLite may have rolled back by itself (disk full): then there is nothing left to undo.
    if (sqlite3_get_autocommit(database_->getHandle()) == 0) {
      sqlite3_exec(database_->getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
  }

  std::int64_t total_changes() const override {
    return sqlite3_total_changes64(database_->getHandle());
  }

  void backup_to(const std::filesystem::path& file) override {
    igbot::create_private_file(file);
    try {
      SQLite::Database copy(file.string(), SQLite::OPEN_READWRITE);
      SQLite::Backup backup(copy, *database_);
      backup.executeStep(-1);
    } catch (const SQLite::Exception& error) {
      std::error_code ignored;  // half a copy is none; why it is half is told below
      std::filesystem::remove(file, ignored);
      const bool source_is_bad = fault_of(error) == Fault::corrupt;
      raise(error, source_is_bad ? file_ : file.string());
    }
  }

 private:
  /// Puts a statement back to its start even when a step throws.
  struct Rewind {
    SQLite::Statement& statement;
    ~Rewind() {
      statement.tryReset();
      statement.clearBindings();
    }
  };

  Prepared& prepare(std::string_view sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return found->second;
    std::string key(sql);
    auto statement = std::make_unique<SQLite::Statement>(*database_, key);
    return statements_.emplace(std::move(key), Prepared{std::move(statement), {}}).first->second;
  }

  template <typename Body>
  auto guard(Body body) -> decltype(body()) {
    try {
      return body();
    } catch (const SQLite::Exception& error) {
      raise(error, file_);
    }
  }

  std::string file_;
  std::unique_ptr<SQLite::Database> database_;
  std::unordered_map<std::string, Prepared, SqlHash, std::equal_to<>> statements_;
};

/// SQLite's own count of its memory takes a process-wide mutex at every allocation, and nobody asks
/// for it. Without effect (and without harm) once SQLite was used.
void count_no_memory() {
  static const int result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(result);
}

void refuse_network_file_system(const std::filesystem::path& folder) {
  struct statfs info {};
  if (statfs(folder.c_str(), &info) != 0) return;
  const std::array<long, 3> network{k_nfs_magic, k_cifs_magic, k_smb2_magic};
  for (const long magic : network) {
    if ((static_cast<unsigned long>(info.f_type) & 0xffffffffUL) ==
        static_cast<unsigned long>(magic)) {
      throw Error(
          ErrorKind::config,
          "database lies on a network file system, where locks do not hold: " + folder.string(),
          "set database.path to a local disk");
    }
  }
}

void create_database_file(const std::filesystem::path& file) {
  create_folders_of(file);
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    const int reason = errno;
    const bool exists = ::access(file.c_str(), F_OK) == 0;
    if (exists && reason == EACCES) throw no_access(file, "");
    if (exists && reason == EROFS) throw not_writable(file.string());
    throw Error(
        ErrorKind::failed,
        "database could not be created: " + file.string() + " (" + std::strerror(reason) + ")",
        "choose another place with database.path or IGBOTCTL_DATABASE_PATH");
  }
  ::close(fd);
}

void require_accessible(const std::filesystem::path& file, OpenMode mode) {
  if (std::error_code ignored; std::filesystem::is_directory(file, ignored)) {
    throw SqlError(Fault::io, ErrorKind::database, "database is a folder: " + file.string(),
                   "check database.path with igbotctl config show --origin");
  }
  const int wanted = mode == OpenMode::read ? R_OK : R_OK | W_OK;
  if (::access(file.c_str(), wanted) == 0) return;
  const int reason = errno;
  if (reason == ENOENT || reason == ENOTDIR) {
    throw SqlError(Fault::io, ErrorKind::database, "database does not exist: " + file.string(),
                   "run igbotctl init, or check database.path with igbotctl config show --origin");
  }
  if (reason == EROFS || (reason == EACCES && ::access(file.c_str(), R_OK) == 0)) {
    throw not_writable(file.string());
  }
  throw no_access(file, "");
}

/// Which file a name stands for at this moment.
std::pair<dev_t, ino_t> identity_of(const std::filesystem::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return {};
  return {info.st_dev, info.st_ino};
}

}  // namespace

std::unique_ptr<Connection> open_sqlite(const std::filesystem::path& file,
                                        const SqliteOptions& options) {
  count_no_memory();
  refuse_network_file_system(file.parent_path());
  if (options.mode == OpenMode::create) create_database_file(file);
  require_accessible(file, options.mode);
  for (int attempt = 1;; ++attempt) {
    const auto before = identity_of(file);
    std::unique_ptr<SqliteConnection> connection;
    try {
      connection = std::make_unique<SqliteConnection>(file, options);
    } catch (const SqlError&) {
      if (identity_of(file) == before || attempt == k_attempts_to_open) throw;
    }
    // From here on the connection holds a lock that keeps a restore away; one that came between
    // opening and locking leaves it with the replaced file and the new one's WAL.
    if (connection && identity_of(file) == before) return connection;
  }
}

void checkpoint(Connection& connection) {
  // TRUNCATE waits for the write lock and for readers, bounded by the busy timeout; a busy answer
  // is a row, not an error, and simply leaves the WAL for the next run.
  connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace igbot::sql
