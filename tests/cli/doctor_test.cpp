// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/store/backup.hpp"
#include "tests/cli/account_cli.hpp"
#include "tests/support/static_server.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {
namespace {

namespace fs = std::filesystem;

std::string text_in(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A team with an account, a place to publish from, and workers that have just run: all is well.
class Doctor : public AccountCli {
 protected:
  Doctor() : telegram({.chats = {{-1001, "supergroup"}}}) {
    for (int i = 3; i < 30; ++i) {
      write_file(photos(), "memes/" + std::to_string(i) + ".jpg",
                 jpeg_bytes(64, 64) + std::to_string(i));
    }
    point_at(telegram);
    cli.set_environment("IGBOTCTL_TELEGRAM_RATE_LIMIT", "0");
    cli.set_environment("IGBOTCTL_STAGING_KIND", "public_url");
    cli.set_environment("IGBOTCTL_STAGING_DIRECTORY", public_folder());
    cli.set_environment("IGBOTCTL_STAGING_BASE_URL", web.url());
    EXPECT_EQ(add(k_shop_token).exit_code, 0);
    change_rows("UPDATE credentials SET expires_at = " + millis_from_now(24 * 50));
    must_run({"settings", "set", "posts_per_day", "1", "posting_hours", "0-0",
              "enable_instagram_api", "true"});
    must_run({"media", "sync"});
    must_run({"media", "sync", "--all-chats"});
    must_run({"schedule", "create"});
    must_run({"telegram", "poll", "--once"});
    must_run({"post", "run"});
  }

  std::string public_folder() const {
    const fs::path folder = cli.folder() / "public";
    fs::create_directories(folder);
    return folder.string();
  }
  void point_at(const TelegramSandbox& sandbox) {
    cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
    cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", sandbox.url());
  }
  static std::string millis_from_now(int hours) {
    return std::to_string(to_millis(SystemClock().now() + std::chrono::hours{hours}));
  }

  CliResult doctor(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"doctor", "--json"});
    return cli.run(more);
  }
  /// The findings that are not ok.
  static nlohmann::json faults_of(const CliResult& result) {
    nlohmann::json faults = nlohmann::json::array();
    const auto document = nlohmann::json::parse(result.out);
    for (const nlohmann::json& finding : document["findings"]) {
      if (finding["grade"] != "ok") faults.push_back(finding);
    }
    return faults;
  }

  /// Does something to the installation and expects that doctor names it, with a fix.
  void expect_named(const std::string& what, const std::string& check, const std::string& grade,
                    const std::string& message, const std::function<void()>& spoil) {
    SCOPED_TRACE(what);
    keep();
    spoil();
    const CliResult result = doctor();
    bring_back();
    EXPECT_EQ(result.exit_code, grade == "failure" ? 21 : 20) << result.out << result.err;
    bool is_named = false;
    for (const nlohmann::json& finding : faults_of(result)) {
      if (finding["check"] != check || finding["grade"] != grade) continue;
      is_named = is_named || mentions(finding["message"], message);
      EXPECT_TRUE(finding["fix"].is_string()) << finding;
    }
    EXPECT_TRUE(is_named) << faults_of(result).dump(2);
  }

  TelegramSandbox telegram;
  StaticServer web{public_folder()};

 private:
  std::vector<fs::path> files() const {
    std::vector<fs::path> list;
    for (const char* end : {"", "-wal", ".run.lock", ".sync.lock", ".poll.lock"}) {
      list.push_back(cli.database().string() + end);
    }
    list.push_back(cli.folder() / "key");
    return list;
  }
  void keep() const {
    for (const fs::path& file : files()) {
      if (fs::exists(file)) fs::copy_file(file, kept(file), fs::copy_options::overwrite_existing);
    }
  }
  void bring_back() const {
    fs::remove(cli.database().string() + "-shm");
    for (const fs::path& file : files()) {
      fs::remove(file);
      if (fs::exists(kept(file))) fs::copy_file(kept(file), file);
    }
  }
  static fs::path kept(const fs::path& file) { return file.string() + ".kept"; }
};

TEST_F(Doctor, IsGreenWhenAllIsWell) {
  const CliResult result = doctor();
  EXPECT_EQ(result.exit_code, 0) << faults_of(result).dump(2);
  EXPECT_EQ(nlohmann::json::parse(result.out)["status"], "ok");
  const CliResult text = cli.run({"doctor"});
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_TRUE(mentions(text.out, "all is well")) << text.out;
  EXPECT_TRUE(mentions(text.out, "@igbot_sandbox_bot"));
  EXPECT_EQ(cli.run({"doctor", "-q"}).out, "");
  EXPECT_TRUE(fs::is_empty(public_folder())) << "what was lent as a trial was not taken back";
}

TEST_F(Doctor, OfflineAsksNobody) {
  const auto before = telegram.calls().size();
  const CliResult result = doctor({"--offline"});
  EXPECT_EQ(result.exit_code, 0) << result.out;
  EXPECT_EQ(telegram.calls().size(), before);
  EXPECT_FALSE(mentions(result.out, "\"staging\""));
}

TEST_F(Doctor, NamesWhatIsWrongWithPostsAndChats) {
  const auto change = [&](const std::string& sql) { return [this, sql] { change_rows(sql); }; };
  expect_named("an overdue post", "overdue", "failure", "1 post is overdue",
               change("UPDATE posts SET due_at = " + millis_from_now(-2) +
                      " WHERE id = (SELECT min(id) FROM posts WHERE state = 'planned')"));
  expect_named("an unknown post", "unknown", "failure", "1 post",
               change("UPDATE posts SET state = 'unknown', stage = 'card' WHERE id = "
                      "(SELECT min(id) FROM posts WHERE state = 'planned')"));
  expect_named("a failed post", "failed", "warning", "1 post",
               change("UPDATE posts SET state = 'failed' WHERE id = "
                      "(SELECT min(id) FROM posts WHERE state = 'planned')"));
  expect_named("a token that ends", "token", "warning", "@shop",
               change("UPDATE credentials SET expires_at = " + millis_from_now(50)));
  expect_named("a token that has ended", "token", "failure", "@shop has expired",
               change("UPDATE credentials SET expires_at = " + millis_from_now(-1)));
  expect_named("a chat the bot was thrown out of", "reachable", "failure", "cannot reach",
               change("UPDATE chats SET state = 'unreachable'"));
  expect_named("a public chat where anybody decides", "access", "warning", "@open",
               change("UPDATE chats SET username = 'open'"));
  expect_named("a message that waits", "messages", "failure", "1 message",
               change("INSERT INTO outbox (chat_id, kind, payload, state, wake_at, created_at) "
                      "VALUES (1, 'notice', '{}', 'waiting', 1, " +
                      millis_from_now(-2) + ")"));
  expect_named("what lasts", "condition", "failure", "the zone is gone",
               change("INSERT INTO conditions (chat_id, kind, subject, detail, began_at) VALUES "
                      "(1, 'run', '', 'the zone is gone', " +
                      millis_from_now(-2) + ")"));
}

TEST_F(Doctor, NamesWhatIsMissingInAChat) {
  expect_named("no account in use", "account", "failure", "uses no account", [&] {
    must_run({"account", "use", "none"});
  });
  expect_named("a library that is locked", "runway", "failure", "nothing is left", [&] {
    change_rows(
        "INSERT INTO content_locks (chat_id, content_id, kind, until, created_by, "
        "created_by_name, created_at) SELECT chat_id, id, 'hold', 253402300799999, 'x', "
        "'x', 1 FROM media_contents");
  });
  expect_named("nothing planned", "plan", "warning", "nothing is planned", [&] {
    must_run({"schedule", "clear", "--yes"});
  });
  expect_named("no source", "source", "warning", "no media source", [&] {
    must_run({"source", "disconnect", "--yes"});
  });
  const fs::path elsewhere = cli.folder() / "elsewhere";
  expect_named("a folder that is gone", "source", "failure", "photos", [&] {
    fs::rename(photos(), elsewhere);
    change_rows("UPDATE media_sources SET last_complete_at = 1");
    cli.run({"media", "sync", "--all-chats"});
  });
  fs::rename(elsewhere, photos());
}

TEST_F(Doctor, NamesWhatIsWrongWithTheWorkers) {
  const auto set_mark = [&](const std::string& lock, int hours) {
    return [this, lock, hours] {
      std::ofstream(cli.database().string() + lock) << "00" << millis_from_now(hours) << '\n';
    };
  };
  expect_named("post run stopped hours ago", "workers", "failure", "post run last ran",
               set_mark(".run.lock", -3));
  expect_named("sync stopped hours ago", "workers", "failure", "media sync --all-chats last ran",
               [&] {
                 set_mark(".sync.lock", -30)();
                 change_rows("UPDATE media_sources SET last_complete_at = " + millis_from_now(-2));
               });
  expect_named("a clock that went back", "clock", "failure", "went back", set_mark(".run.lock", 3));
  expect_named("post run never ran", "workers", "warning", "post run has never run",
               [&] { fs::remove(cli.database().string() + ".run.lock"); });
  expect_named("no poll for an hour", "workers", "warning", "telegram poll last ran", [&] {
    change_rows("UPDATE telegram_pollers SET last_success_at = " + millis_from_now(-1));
  });
  expect_named("no poll while people wait", "workers", "failure", "telegram poll last ran", [&] {
    change_rows("UPDATE telegram_pollers SET last_success_at = " + millis_from_now(-1));
    must_run({"post", "next", "--yes"});
  });
}

TEST_F(Doctor, NamesAStoppedWorkerAndWhoHoldsTheDatabase) {
  const RunningCli poller = cli.start({"telegram", "poll"});
  const auto is_stopped_and_named = [&] {
    return mentions(doctor({"--offline"}).out, "telegram poll is stopped");
  };
  bool is_named = false;
  for (int i = 0; i < 100 && !is_named; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    if (!fs::exists(cli.database().string() + ".poll.lock")) continue;
    poller.signal(SIGSTOP);
    is_named = is_stopped_and_named();
    if (!is_named) poller.signal(SIGCONT);
  }
  EXPECT_TRUE(is_named);
  poller.signal(SIGKILL);

  const auto db = sql::open_sqlite(cli.database());
  const sql::Transaction held(*db, sql::Access::write);
  const CliResult result = doctor({"--offline"});
  EXPECT_EQ(result.exit_code, 21);
  EXPECT_TRUE(mentions(result.out, "the database is held by")) << result.out;
  EXPECT_TRUE(mentions(result.out, "pid " + std::to_string(::getpid()))) << result.out;
}

TEST_F(Doctor, NamesWhatIsWrongWithTheInstallation) {
  expect_named("a database others may read", "files", "warning", "igbotctl.db",
               [&] { fs::permissions(cli.database(), fs::perms{0644}); });
  expect_named("no database", "database", "failure", "does not exist",
               [&] { fs::remove(cli.database()); });
  expect_named("a damaged database", "database", "failure", "damaged", [&] {
    sql::checkpoint(*sql::open_sqlite(cli.database()));
    const auto size = static_cast<std::streamoff>(fs::file_size(cli.database()));
    std::fstream file(cli.database(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(size / 2 / 4096 * 4096);
    file << std::string(static_cast<std::size_t>(size / 4), 'x');
  });
  expect_named("another key", "key", "failure", "opens 1 secret", [&] {
    fs::remove(cli.folder() / "key");
    must_run({"key", "generate", (cli.folder() / "key").string()});
  });
  expect_named("no key", "key", "failure", "does not exist",
               [&] { fs::remove(cli.folder() / "key"); });
  cli.write("config.toml", "[telegram]\ntokn = \"x\"\n");
  cli.set_environment("IGBOTCTL_CONFIG", (cli.folder() / "config.toml").string());
  expect_named("an unknown key", "config", "failure", "telegram.tokn", [] {});
  cli.set_environment("IGBOTCTL_CONFIG", "");
  cli.set_environment("PATH", "/nowhere");
  expect_named("no ffprobe", "tools", "warning", "ffprobe", [] {});
}

TEST_F(Doctor, NamesWhatIsWrongOutside) {
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", "123:wrong");
  expect_named("a refused token", "bot", "failure", "refused the bot token", [] {});
  EXPECT_FALSE(mentions(doctor().out, "123:wrong"));
  const TelegramSandbox ahead(
      {.chats = {{-1001, "supergroup"}}, .clock_ahead = std::chrono::minutes{10}});
  point_at(ahead);
  expect_named("a clock that is behind", "clock", "failure", "behind Telegram's", [] {});
  point_at(telegram);
  cli.set_environment("IGBOTCTL_STAGING_BASE_URL", telegram.url());
  expect_named("a folder that no web server shows", "staging", "failure", "not found there", [] {});
}

TEST_F(Doctor, NamesAFullDisk) {
  const CliResult result = cli.run_script(
      "export CLI; unshare -m sh -c 'mkdir -p small && mount -t tmpfs -o size=4m none small && "
      "cp igbotctl.db* small/ && dd if=/dev/zero of=small/fill bs=1k 2>/dev/null; "
      "IGBOTCTL_DATABASE_PATH=$PWD/small/igbotctl.db "
      "\"$CLI\" doctor --offline --json'");
  EXPECT_EQ(result.exit_code, 21) << result.err;
  EXPECT_TRUE(mentions(result.out, "are free where the database lies")) << result.out;
}

TEST_F(Doctor, AChatThatCannotBeReadIsNamedAndHidesNoOther) {
  must_run({"init", "--chat", "-1002", "--name", "other", "--yes"});
  change_rows(
      "UPDATE chat_settings SET value = 'x' WHERE key = 'posts_per_day' AND chat_id = "
      "(SELECT id FROM chats WHERE telegram_id = -1001)");
  const CliResult result = doctor({"--offline"});
  EXPECT_EQ(result.exit_code, 21) << result.err;
  EXPECT_TRUE(mentions(result.out, "the chat could not be looked at")) << result.out;
  EXPECT_TRUE(mentions(result.out, "-1002"));
  EXPECT_EQ(cli.run({"metrics"}).exit_code, 0);
}

TEST_F(Doctor, AnOutageOfTelegramIsOverWhenUpdatesComeAgain) {
  change_rows(
      "INSERT INTO conditions (chat_id, kind, subject, detail, began_at) VALUES "
      "(NULL, 'telegram_poll', '', 'telegram cannot be reached', 1), "
      "(NULL, 'telegram_token', '', 'token refused', 1)");
  EXPECT_EQ(doctor({"--offline"}).exit_code, 21);
  must_run({"telegram", "poll", "--once"});
  EXPECT_EQ(doctor({"--offline"}).exit_code, 0);
}

TEST_F(Doctor, ForOneChatTellsOfNoOther) {
  must_run({"init", "--chat", "-1002", "--name", "other", "--yes"});
  EXPECT_TRUE(mentions(doctor().out, "-1002"));
  const CliResult result = doctor({"--chat", "-1001"});
  EXPECT_FALSE(mentions(result.out, "-1002"));
  EXPECT_EQ(result.exit_code, 0) << result.out;
  EXPECT_EQ(doctor({"--chat", "nobody"}).exit_code, 5);
}

TEST_F(Doctor, MetricsAreReplacedWholeInTheirFile) {
  const fs::path file = cli.folder() / "igbotctl.prom";
  std::ofstream(file) << "old\n";
  must_run({"metrics", "--textfile", file.string()});
  const std::string text = text_in(file);
  EXPECT_TRUE(mentions(text, "igbotctl_check_status{check=\"workers\",chat_id=\"\"} 0\n")) << text;
  EXPECT_FALSE(mentions(text, "old\n"));
  EXPECT_EQ(fs::status(file).permissions(), fs::perms{0644});
  const CliResult refused =
      cli.run({"metrics", "--textfile", (cli.folder() / "no" / "x.prom").string()});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_TRUE(mentions(refused.err, "could not be written"));
}

TEST_F(Doctor, MetricsReplaceNothingButAnOrdinaryFile) {
  fs::create_directories(cli.folder() / "folder");
  fs::create_symlink(cli.database(), cli.folder() / "link.prom");
  EXPECT_EQ(cli.run_script("mkfifo pipe.prom").exit_code, 0);
  for (const char* name : {"folder", "link.prom", "pipe.prom"}) {
    const fs::path place = cli.folder() / name;
    const auto before = fs::symlink_status(place).type();
    const CliResult result = cli.run({"metrics", "--textfile", place.string()});
    EXPECT_EQ(result.exit_code, 6) << name;
    EXPECT_TRUE(mentions(result.err, "not an ordinary file: " + place.string())) << result.err;
    EXPECT_EQ(fs::symlink_status(place).type(), before) << name;
  }
}

TEST_F(Doctor, MetricsPassPrometheusOwnLint) {
  const CliResult linted =
      cli.run_script("\"$CLI\" metrics --online | promtool check metrics 2>&1");
  EXPECT_EQ(linted.exit_code, 0) << linted.out;
  EXPECT_EQ(linted.out, "");
  EXPECT_NE(cli.run_script("echo 'x_count 1' | promtool check metrics 2>&1").exit_code, 0);
}

}  // namespace
}  // namespace igbot::test
