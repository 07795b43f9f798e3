// SPDX-License-Identifier: MIT
#include "tests/cli/seeded_world.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "core/account/account_repository.hpp"
#include "core/account/credential_repository.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/store.hpp"
#include "core/time_text.hpp"
#include "tests/support/database_rows.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

constexpr int k_photos = 40;
constexpr std::int64_t k_archived = -1005;

/// Posts that did not come about by a command: one in every state, each with a photo of its own.
/// The lease of what a worker held is over, its owner gone.
const char* const k_posts = R"sql(
  WITH wanted (nth, state, stage, due_in, attempt) AS (VALUES
    (1, 'planned', NULL, -60000, 0), (2, 'claimed', NULL, -60000, 1),
    (3, 'sending', NULL, -60000, 1), (4, 'approved', NULL, 3600000, 1),
    (5, 'preparing', NULL, 3600000, 1), (6, 'prepared', NULL, 3600000, 1),
    (7, 'publishing', NULL, 3600000, 1), (8, 'posted', NULL, -86400000, 1),
    (9, 'dry_run', NULL, -86400000, 1), (10, 'skipped', NULL, -86400000, 1),
    (11, 'rejected', NULL, -86400000, 1), (12, 'missed', NULL, -86400000, 0),
    (13, 'canceled', NULL, -86400000, 0), (14, 'failed', NULL, -3600000, 1),
    (15, 'unknown', 'card', -3600000, 1), (16, 'unknown', 'publish', -3600000, 1)),
  unused AS (
    SELECT id, content_id, category, row_number() OVER (ORDER BY id DESC) AS nth
    FROM media_items WHERE chat_id = $1
      AND content_id NOT IN (SELECT content_id FROM posts WHERE chat_id = $1))
  INSERT INTO posts (chat_id, due_at, media_id, content_id, category, state, stage, wake_at,
                     lease_owner, lease_until, attempt, reason, created_at, updated_at)
  SELECT $1, $2 + due_in, unused.id, content_id, category, state, stage,
         CASE WHEN state IN ('planned', 'claimed', 'sending') THEN $2 + due_in END,
         CASE WHEN state IN ('claimed', 'sending') THEN 'gone/1/1' END,
         CASE WHEN state IN ('claimed', 'sending') THEN $2 - 1000 END,
         attempt, CASE WHEN state = 'failed' THEN 'the file is gone' END, $2, $2
  FROM wanted JOIN unused USING (nth)
)sql";

/// The former system's database, as pg_dump writes it.
const char* const k_dump =
    "--\n-- PostgreSQL database dump\n--\n\n"
    "COPY public.users (id, telegram_user_id) FROM stdin;\n"
    "7d5c0a52-6a0e-4a55-8a0a-3f2d6a1b0c11\t77\n\\.\n\n"
    "--\n-- PostgreSQL database dump complete\n--\n";

/// Its configuration.
const char* const k_old_env =
    "ADMIN_TELEGRAM_CHAT_ID=-1001\nPOSTS_PER_DAY=6\nPOSTING_HOURS_START=9\n"
    "INSTAGRAM_ACCOUNT_ID=17841400000000002\nINSTAGRAM_USERNAME=old_shop\n"
    "INSTAGRAM_ACCESS_TOKEN=IGAAold0123456789old0123456789old0123456789\n";

/// What each placeholder stands for in a chat.
const std::map<std::string, std::string> k_things{
    {"media",
     "SELECT min(id) FROM media_items WHERE chat_id = $1 AND content_id NOT IN "
     "(SELECT content_id FROM posts WHERE chat_id = $1 UNION "
     "SELECT content_id FROM content_locks WHERE chat_id = $1)"},
    {"locked",
     "SELECT min(m.id) FROM media_items m JOIN content_locks l ON l.chat_id = m.chat_id "
     "AND l.content_id = m.content_id WHERE m.chat_id = $1 AND l.kind = 'hold'"},
    {"skipped", "SELECT min(media_id) FROM posts WHERE chat_id = $1 AND state = 'skipped'"},
    {"planned",
     "SELECT min(id) FROM posts WHERE chat_id = $1 AND state = 'planned' "
     "AND slot_day IS NOT NULL"},
    {"awaiting", "SELECT min(id) FROM posts WHERE chat_id = $1 AND state = 'awaiting'"},
    {"approved", "SELECT min(id) FROM posts WHERE chat_id = $1 AND state = 'approved'"},
    {"failed", "SELECT min(id) FROM posts WHERE chat_id = $1 AND state = 'failed'"},
    {"unknown", "SELECT min(id) FROM posts WHERE chat_id = $1 AND stage = 'card'"},
    {"snapshot", "SELECT min(id) FROM chat_settings_history WHERE chat_id = $1"},
    {"later snapshot", "SELECT max(id) FROM chat_settings_history WHERE chat_id = $1"},
    {"account", "SELECT min(id) FROM accounts WHERE chat_id = $1"},
    {"user",
     "SELECT max(u.telegram_id) FROM users u JOIN memberships m ON m.user_id = u.id "
     "WHERE m.chat_id = $1"},
};

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// A plan document of the team that moves a post by three days.
std::string plan_that_moves(const std::string& post) {
  return R"({"kind": "igbotctl-plan", "schema_version": 1, "chat_id": -1001, "posts": [{"id": )" +
         post + R"(, "due_at": ")" + utc_text(from_millis(now_ms()) + std::chrono::days{3}) +
         "\"}]}\n";
}

std::int64_t key_of(sql::Connection& db, std::int64_t chat) {
  return db.execute("SELECT id FROM chats WHERE telegram_id = $1", {chat}).front().integer(0);
}

std::filesystem::path beside(std::filesystem::path file, const char* suffix) {
  file += suffix;
  return file;
}

}  // namespace

SeededWorld::SeededWorld()
    : telegram_({.chats = {{k_team, "group"}, {k_others, "group"}}}),
      drive_folder_(drive_.add_folder(drive_.my_drive(), "Stories")),
      bucket_(jpeg_bytes(64, 64, 77)) {
  for (const char* base : {"API", "OAUTH", "ACCOUNTS"}) {
    cli_.set_environment("IGBOTCTL_GOOGLE_" + std::string(base) + "_BASE", drive_.url());
  }
  drive_.add_file(drive_.add_folder(drive_folder_, "memes"), "a.jpg", jpeg_bytes(64, 64, 78));
  cli_.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
  cli_.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram_.url());
  cli_.set_environment("IGBOTCTL_TELEGRAM_RATE_LIMIT", "0");
  cli_.set_environment("IGBOTCTL_INSTAGRAM_API_BASE", graph_.url());
  cli_.set_environment("IGBOTCTL_INSTAGRAM_FACEBOOK_API_BASE", graph_.url());
  cli_.set_environment("IGBOTCTL_INSTAGRAM_APP_ID", graph_.api().app().id);
  cli_.set_environment("IGBOTCTL_INSTAGRAM_APP_SECRET", graph_.api().app().secret);
  cli_.set_environment("IGBOTCTL_INSTAGRAM_REDIRECT_URI", graph_.api().app().redirect_uri);
  graph_.api().add_account({.id = "17841400000000001", .username = "shop"});
  graph_.api().issue_token({.accounts = {"17841400000000001"}}, k_sealed_token);
  cli_.set_environment("IGBOTCTL_KEY_FILE", (cli_.folder() / "key").string());
  for (int i = 0; i < k_photos; ++i) {
    const std::string path = (i % 2 == 0 ? "memes/" : "merch/") + std::to_string(i) + ".jpg";
    write_file(cli_.folder() / "photos", path, jpeg_bytes(64, 64, i));
  }
  must_run(k_team, {"key", "generate", (cli_.folder() / "key").string()});
  add_chat(k_team, "team");
  add_chat(k_others, "others");
  for (const std::int64_t chat : {k_team, k_others}) seed_rows(chat);
  must_run(k_archived, {"init", "--name", "closed", "--yes"});
  must_run(k_archived, {"chat", "archive", "--yes"});
  must_run(k_team, {"chat", "invite"});
  write_file(cli_.folder() / "photos", "memes/new.jpg", jpeg_bytes(64, 64, k_photos));
  cli_.set_environment("IGBOTCTL_CHAT", std::to_string(k_team));
  must_script(
      "$CLI settings export | sed 's/\"posts_per_day\": 4/\"posts_per_day\": 7/' >export.json");
  keep();
}

void SeededWorld::keep() const {
  const auto db = sql::open_sqlite(cli_.database());
  sql::checkpoint(*db);
  std::filesystem::copy_file(cli_.database(), cli_.folder() / "seed.db",
                             std::filesystem::copy_options::overwrite_existing);
}

void SeededWorld::must_script(const std::string& script) const {
  const CliResult result = cli_.run_script("set -e\n" + script);
  if (result.exit_code != 0) throw std::runtime_error("seeding failed: " + result.err);
}

void SeededWorld::must_run(std::int64_t chat, std::vector<std::string> words) const {
  words.insert(words.end(), {"--chat", std::to_string(chat)});
  const CliResult result = cli_.run(words);
  if (result.exit_code != 0) throw std::runtime_error("seeding failed: " + result.err);
}

void SeededWorld::add_chat(std::int64_t chat, const std::string& name) {
  must_run(chat, {"init", "--name", name, "--source-path", (cli_.folder() / "photos").string(),
                  "--timezone", "Europe/Berlin", "--yes"});
  must_run(chat, {"media", "sync"});
  must_run(chat, {"mix", "set", "memes=70", "merch=30", "--reason", "start"});
  must_run(chat, {"schedule", "create", "--days", "3"});
  must_run(chat, {"post", "next", "--yes"});
}

void SeededWorld::add_account(std::int64_t chat) const {
  SystemClock clock;
  Store store({.file = cli_.database()}, clock);
  const auto keys = crypto::KeyRing::read(cli_.folder() / "key");
  store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
    const ChatRepository chats(unit);
    const ChatScope scope = unit.chat(chats.find(static_cast<TelegramChatId>(chat))->key);
    AccountRepository accounts(scope);
    const Account account = accounts.add({.instagram_id = "17841400000000001", .username = "shop"});
    NewCredential token;
    token.secret = Secret(k_sealed_token);
    token.expires_at = unit.now() + std::chrono::days{50};
    accounts.set_credential(account, CredentialRepository(scope).add(token, keys));
  });
}

void SeededWorld::seed_rows(std::int64_t chat) {
  {
    const auto db = sql::open_sqlite(cli_.database());
    const auto key = key_of(*db, chat);
    db->execute(k_posts, {key, now_ms()});
    db->execute("UPDATE media_sources SET last_complete_at = 1 WHERE chat_id = $1", {key});
    // One member of each chat is nobody in the other, one is in both.
    db->execute(
        "INSERT OR IGNORE INTO users (telegram_id, username, first_name, first_seen_at, "
        "last_seen_at) VALUES ($1, 'u' || $1, 'Ann', 1, 1), (77, 'both', 'Bob', 1, 1)",
        {-chat});
    db->execute(
        "INSERT INTO memberships (chat_id, user_id, role, joined_at) "
        "SELECT $1, id, 'member', 1 FROM users WHERE telegram_id IN (77, $2)",
        {key, -chat});
  }
  add_account(chat);
  const auto thing = [&](const std::string& name) {
    const auto db = sql::open_sqlite(cli_.database(), {sql::OpenMode::read, {}});
    const auto found = db->execute(k_things.at(name), {key_of(*db, chat)});
    if (found.front().is_null(0)) throw std::runtime_error("not seeded: " + name);
    return std::to_string(found.front().integer(0));
  };
  must_run(chat, {"media", "lock", thing("media"), "--reason", "launch"});
  must_run(chat, {"media", "set", thing("locked"), "--title", "Spring", "--tags", "a, b"});
  must_run(chat, {"post", "skip", thing("planned"), "--reason", "not today"});
  must_run(chat, {"settings", "set", "posts_per_day", "4", "--reason", "more"});
  must_run(chat, {"settings", "set", "active_account", "shop", "enable_instagram_api", "true"});
  for (const auto& [name, query] : k_things) things_[chat][name] = thing(name);
  things_[chat]["plan"] =
      cli_.write("plan" + std::to_string(chat) + ".json", plan_that_moves(things_[chat]["planned"]))
          .string();
}

void SeededWorld::restore() const {
  std::filesystem::remove(beside(cli_.database(), "-wal"));
  std::filesystem::remove(beside(cli_.database(), "-shm"));
  std::filesystem::copy_file(cli_.folder() / "seed.db", cli_.database(),
                             std::filesystem::copy_options::overwrite_existing);
  std::filesystem::last_write_time(cli_.database(),
                                   std::filesystem::last_write_time(cli_.folder() / "seed.db"));
}

std::vector<std::string> SeededWorld::rows(std::optional<std::int64_t> chat) const {
  const auto db = sql::open_sqlite(cli_.database(), {sql::OpenMode::read, {}});
  return chat ? rows_of(*db, key_of(*db, *chat)) : rows_of(*db);
}

bool SeededWorld::names_a_thing(const std::string& word) const {
  return word.starts_with('{') && k_things.count(word.substr(1, word.size() - 2)) > 0;
}

std::string SeededWorld::fill_in(const std::string& word, std::int64_t chat) const {
  const auto open = word.find('{');
  if (open == std::string::npos) return word;
  const auto close = word.find('}', open);
  const std::string name = word.substr(open + 1, close - open - 1);
  std::string value;
  if (name == "file") {
    value = (cli_.folder() / ("file" + std::to_string(++files_))).string();
  } else if (name == "export") {
    value = (cli_.folder() / "export.json").string();
  } else if (name == "bucket") {
    value = bucket_.url();
  } else if (name == "drive folder") {
    value = drive_folder_;
  } else if (name == "invitation") {
    value = "1";
  } else if (name == "backup") {
    value = (cli_.folder() / "seed.db").string();
  } else if (name == "dump") {
    value = cli_.write("dump.sql", k_dump).string();
  } else if (name == "env") {
    value = cli_.write("old.env", k_old_env).string();
  } else if (name == "folder") {
    value = (cli_.folder() / "photos").string();
  } else {
    value = things_.at(chat).at(name);
  }
  return word.substr(0, open) + value + word.substr(close + 1);
}

std::vector<std::string> SeededWorld::fill_in(std::vector<std::string> words,
                                              std::int64_t chat) const {
  for (std::string& word : words) word = fill_in(word, chat);
  return words;
}

}  // namespace igbot::test
