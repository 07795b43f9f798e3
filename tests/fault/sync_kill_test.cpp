// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <csignal>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "core/crypto/digest.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "tests/support/cli_runner.hpp"
#include "tests/support/drive_sandbox.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/rounds.hpp"
#include "tests/support/stop_everywhere.hpp"

namespace igbot::test {
namespace {

using Library = std::map<std::string, std::string>;  ///< MD5 or SHA-256 of active items by path

constexpr int k_sync_kills = 40;

/// A chat whose `media sync` is killed again and again while its source changes.
class SyncKill : public ::testing::Test {
 protected:
  void must_run(const std::vector<std::string>& words, const std::string& input = {}) const {
    const CliResult result = cli.run(words, input);
    ASSERT_EQ(result.exit_code, 0) << words[1] << ": " << result.err;
  }
  void set_up() const {
    const std::string key = (cli.folder() / "key").string();
    must_run({"key", "generate", key});
    must_run({"init", "--chat", "-1001", "--name", "team", "--yes"});
  }
  void set_up_with(const DriveSandbox& drive) {
    for (const char* base : {"API", "OAUTH", "ACCOUNTS"}) {
      cli.set_environment("IGBOTCTL_GOOGLE_" + std::string(base) + "_BASE", drive.url());
    }
    cli.set_environment("IGBOTCTL_KEY_FILE", (cli.folder() / "key").string());
    set_up();
  }
  /// Changes something, lets a sync begin and kills it; returns how many kills met one.
  template <typename Change>
  int kill_at_random(Change change) {
    std::uniform_int_distribution<int> moment(0, 120);
    int met = 0;
    const int kills = k_sync_kills * fault_rounds();
    for (int i = 0; i < kills; ++i) {
      change(i);
      auto run = cli.start({"media", "sync", "--allow-mass-delete"});
      std::this_thread::sleep_for(std::chrono::milliseconds(moment(random)));
      run.signal(SIGKILL);
      if (run.wait().exit_code == 128 + SIGKILL) ++met;
    }
    return met;
  }
  Library library(const std::string& digest) const {
    const auto db = sql::open_sqlite(cli.database(), {sql::OpenMode::read, {}});
    const auto rows = db->execute("SELECT m.path, c." + digest +
                                  " FROM media_items m JOIN media_contents c ON c.chat_id = "
                                  "m.chat_id AND c.id = m.content_id WHERE m.active = 1");
    Library found;
    for (const auto& row : rows.rows) {
      EXPECT_TRUE(found.emplace(row.text(0), row.text(1)).second) << row.text(0);
    }
    return found;
  }
  /// What the next sync makes of it, and that nothing is left to do then.
  void expect_library(const std::string& digest, const Library& wanted) const {
    must_run({"media", "sync", "--allow-mass-delete"});
    EXPECT_EQ(library(digest), wanted);
    const CliResult again = cli.run({"media", "sync", "--json"});
    EXPECT_EQ(nlohmann::json::parse(again.out)["unchanged"], wanted.size()) << again.out;
    must_run({"db", "check"});
  }

  CliRunner cli;
  std::mt19937 random{20261};  // a fixed seed: a run can be repeated
};

TEST_F(SyncKill, AFolderIsKnownWholeAfterKillsAtAnyMoment) {
  cli.set_environment("IGBOTCTL_KEY_FILE", (cli.folder() / "key").string());
  set_up();
  Library files;
  const auto put = [&](const std::string& path, const std::string& text) {
    const std::string bytes = fake_jpeg(text);
    write_file(cli.folder() / "photos", path, bytes);
    files[path] = crypto::digest_hex(crypto::DigestAlgorithm::sha256, bytes);
  };
  for (int i = 0; i < 900; ++i) {
    put("c" + std::to_string(i % 7) + "/" + std::to_string(i) + ".jpg", std::to_string(i));
  }
  must_run({"source", "connect", "local", (cli.folder() / "photos").string(), "--yes"});
  const int met = kill_at_random([&](int i) {
    const std::string n = std::to_string(i);
    put("new/" + n + ".jpg", "new " + n);
    put("c0/" + std::to_string(i * 7) + ".jpg", "changed " + n);
    const std::string from = "c1/" + std::to_string(i * 7 + 1) + ".jpg";
    const std::string to = "moved/" + n + ".jpg";
    std::filesystem::create_directories(cli.folder() / "photos" / "moved");
    std::filesystem::rename(cli.folder() / "photos" / from, cli.folder() / "photos" / to);
    files[to] = files.at(from);
    files.erase(from);
  });
  EXPECT_GT(met, k_sync_kills / 4);
  expect_library("sha256", files);
  tell_figures("R1", "media sync of a folder killed at random",
               {{"met", met}, {"files", files.size()}});
}

TEST_F(SyncKill, ADriveFolderIsKnownWholeAfterKillsAtAnyMoment) {
  DriveSandbox drive;
  set_up_with(drive);
  const std::string root = drive.add_folder(drive.my_drive(), "Stories");
  const std::string memes = drive.add_folder(root, "memes");
  const std::string merch = drive.add_folder(root, "merch");
  Library files;
  std::vector<std::string> ids;
  const auto put = [&](const std::string& name, const std::string& text) {
    const std::string bytes = fake_jpeg(text);
    ids.push_back(drive.add_file(memes, name, bytes));
    files["memes/" + name] = crypto::digest_hex(crypto::DigestAlgorithm::md5, bytes);
  };
  for (int i = 0; i < 100; ++i) put(std::to_string(i) + ".jpg", std::to_string(i));
  must_run({"source", "connect", "drive", "--key-stdin", "--folder", root, "--yes"},
           DriveSandbox::service_account_json());
  const int met = kill_at_random([&](int i) {
    const std::string n = std::to_string(i);
    put("new " + n + ".jpg", "new " + n);
    const auto at = static_cast<std::size_t>(i % 50);
    const std::string old = "memes/" + std::to_string(at) + ".jpg";
    if (files.count(old) > 0) {  // half of them move, the others change
      if (i % 2 == 0) {
        drive.move(ids[at], merch);
        files["merch/" + std::to_string(at) + ".jpg"] = files.at(old);
        files.erase(old);
      } else {
        const std::string bytes = fake_jpeg("changed " + n);
        drive.replace(ids[at], bytes);
        files[old] = crypto::digest_hex(crypto::DigestAlgorithm::md5, bytes);
      }
    }
    const std::size_t gone = 50 + static_cast<std::size_t>(i % 50);
    drive.trash(ids[gone]);
    files.erase("memes/" + std::to_string(gone) + ".jpg");
  });
  EXPECT_GT(met, k_sync_kills / 4);
  expect_library("md5", files);
  tell_figures("R1", "media sync of Drive killed at random",
               {{"met", met}, {"files", files.size()}});
}

/// While a sync stands still with its listing, a file that it saw goes, one that it missed comes
/// back, and others change and move once more.
TEST_F(SyncKill, ADriveFolderThatChangesWhileASyncIsStoppedIsKnownWholeByTheNext) {
  DriveSandbox drive;
  set_up_with(drive);
  const std::string root = drive.add_folder(drive.my_drive(), "Stories");
  const std::string memes = drive.add_folder(root, "memes");
  const std::string merch = drive.add_folder(root, "merch");
  Library files;
  std::vector<std::string> ids;
  const auto digest_of = [](const std::string& bytes) {
    return crypto::digest_hex(crypto::DigestAlgorithm::md5, bytes);
  };
  const auto put = [&](const std::string& name) {
    ids.push_back(drive.add_file(memes, name, fake_jpeg(name)));
    files["memes/" + name] = digest_of(fake_jpeg(name));
  };
  for (int i = 0; i < 20; ++i) put(std::to_string(i) + ".jpg");
  must_run({"source", "connect", "drive", "--key-stdin", "--folder", root, "--yes"},
           DriveSandbox::service_account_json());
  must_run({"media", "sync"});
  // As long as somebody has it open, who opens the database has nothing to recover first.
  const auto held = sql::open_sqlite(cli.database(), {sql::OpenMode::read, {}});
  held->execute("SELECT 1 FROM chats");
  int turn = 0;
  const auto before = [&] {
    const std::string n = std::to_string(++turn);
    put("short " + n + ".jpg");
    drive.trash(ids[0]);
    drive.replace(ids[1], fake_jpeg("first " + n));
    drive.move(ids[2], merch);
  };
  const auto meanwhile = [&] {
    const std::string n = std::to_string(turn);
    drive.trash(ids.back());
    files.erase("memes/short " + n + ".jpg");
    drive.untrash(ids[0]);
    drive.replace(ids[1], fake_jpeg("second " + n));
    drive.move(ids[2], memes);
    put("new " + n + ".jpg");
  };
  const auto counts = stop_everywhere(
      cli, {"media", "sync"}, 12 * fault_rounds(), before,
      [&](const StoppedRun& stopped) {
        if (!stopped.was_stopped) meanwhile();
        files["memes/1.jpg"] = digest_of(fake_jpeg("second " + std::to_string(turn)));
        must_run({"media", "sync"});
        EXPECT_EQ(library("md5"), files);
      },
      meanwhile);
  tell_figures("R5", "media sync of a Drive that changes, stopped at each operation",
               {{"stops", counts.stops},
                {"others that ended meanwhile", counts.others_ended},
                {"files", files.size()}});
}

}  // namespace
}  // namespace igbot::test
