// SPDX-License-Identifier: MIT
// Commands stopped past their leases at each of their operations on files, also while they write,
// and continued after the same command came by.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/sql/sqlite_connection.hpp"
#include "core/store/database_check.hpp"
#include "tests/fault/new_key.hpp"
#include "tests/fault/posting_world.hpp"
#include "tests/fault/typed_settings.hpp"
#include "tests/support/database_rows.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/rounds.hpp"
#include "tests/support/stop_everywhere.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

/// By day: of each command.
constexpr int k_stops = 12;

/// Tells them, with what the judge counted.
void tell_stops(const std::string& command, const StopCounts& counts, std::vector<Figure> more) {
  std::vector<Figure> figures{{"stops", counts.stops},
                              {"others that ended meanwhile", counts.others_ended}};
  figures.insert(figures.end(), more.begin(), more.end());
  tell_figures("R5", command + " stopped past its lease at each operation", figures);
}

void expect_went_well_or_was_refused(const CliResult& other) {
  EXPECT_TRUE(other.exit_code == 0 || was_refused(other)) << other.exit_code << other.err;
}

TEST(StoppedWorker, SendsNothingTwiceWhereverItWasStopped) {
  const std::vector<std::string> words{"post", "run", "--chat", "-1000"};
  const int strikes = k_stops * fault_rounds();
  PostingWorld world(1, strikes + 3);
  const auto counts = stop_everywhere(
      world.cli(), words, strikes, [&] { world.plan_due(0); },
      [&](const StoppedRun&) {
        world.cli().run(words);
        EXPECT_EQ(world.discrepancies(), std::vector<std::string>{});
      });
  EXPECT_EQ(world.never_sent(), std::vector<std::string>{});
  tell_stops("post run", counts,
             {{"posts", world.planned().size()},
              {"twice or lost", world.discrepancies().size() + world.never_sent().size()}});
}

TEST(StoppedPoller, TakesEachUpdateInExactlyOnceWhereverItWasStopped) {
  TypedSettings group;
  auto& session = group.session();
  // As long as somebody has it open, who opens the database has nothing to recover first, which
  // would be most of what a poller does.
  const auto held = sql::open_sqlite(session.cli().database(), {sql::OpenMode::read, {}});
  held->execute("SELECT 1 FROM chats");
  const auto counts = stop_everywhere(
      session.cli(), {"telegram", "poll", "--once"}, k_stops * fault_rounds(),
      [&] { group.type_next(); },
      [&](const StoppedRun& stopped) {
        EXPECT_EQ(stopped.run.exit_code, 0) << stopped.run.err;
        expect_went_well_or_was_refused(stopped.other);
        EXPECT_EQ(group.taken_in(), group.wanted());
        session.end_leases();
        session.poll();
        EXPECT_EQ(group.taken_in(), group.wanted());
      });
  tell_stops("telegram poll", counts, {{"updates", group.typed()}});
}

/// What a sync makes of the library and tells of it, without numbers and times.
std::vector<std::string> library_and_history(SeededWorld& world) {
  const auto db = sql::open_sqlite(world.cli().database(), {sql::OpenMode::read, {}});
  std::vector<std::string> lines;
  for (const char* query :
       {"SELECT m.chat_id || ' ' || m.path || ' ' || m.identifier || ' ' || m.version || ' ' || "
        "c.sha256 || ' ' || m.category || ' ' || m.mime || ' ' || m.size || ' ' || m.active || ' ' "
        "|| m.times_posted FROM media_items m JOIN media_contents c ON c.id = m.content_id ORDER "
        "BY m.chat_id, m.path",
        "SELECT action || ' ' || COALESCE(before, '') || ' ' || COALESCE(after, '') FROM audit_log "
        "WHERE entity = 'media' ORDER BY 1",
        "SELECT 'contents ' || count(*) FROM media_contents"}) {
    for (const auto& row : db->execute(query).rows) lines.push_back(row.text(0));
  }
  return lines;
}

/// The seeded folder as people leave it: one photo new, others changed, moved, copied, gone.
void rearrange_photos(const std::filesystem::path& photos) {
  write_file(photos, "memes/0.jpg", fake_jpeg("changed"));
  std::filesystem::create_directories(photos / "spring");
  std::filesystem::rename(photos / "memes/2.jpg", photos / "spring/2.jpg");
  std::filesystem::copy_file(photos / "merch/1.jpg", photos / "spring/1.jpg");
  std::filesystem::remove(photos / "merch/3.jpg");
}

TEST(StoppedSync, LeavesTheLibraryOfOneCleanSyncWhereverItWasStopped) {
  SeededWorld world;
  const std::vector<std::string> sync{"media", "sync"};
  rearrange_photos(world.cli().folder() / "photos");
  world.restore();
  ASSERT_EQ(world.cli().run(sync).exit_code, 0);
  const auto clean = library_and_history(world);
  const auto counts = stop_everywhere(
      world.cli(), sync, k_stops * fault_rounds(), [&] { world.restore(); },
      [&](const StoppedRun& stopped) {
        EXPECT_EQ(stopped.run.exit_code, 0) << stopped.run.err;
        expect_went_well_or_was_refused(stopped.other);
        EXPECT_EQ(library_and_history(world), clean);
      });
  tell_stops("media sync", counts, {{"items", clean.size()}});
}

TEST(StoppedBackup, LeavesOneWholeCopyWhereverItWasStopped) {
  SeededWorld world;
  const auto copy = world.cli().folder() / "copies" / "copy.db";
  const auto counts = stop_everywhere(
      world.cli(), {"db", "backup", copy.string()}, k_stops * fault_rounds(),
      [&] {
        world.restore();
        std::filesystem::remove_all(copy.parent_path());
        std::filesystem::create_directory(copy.parent_path());
      },
      [&](const StoppedRun& stopped) {
        if (stopped.was_stopped) {
          EXPECT_NE(stopped.run.exit_code == 0, stopped.other.exit_code == 0)
              << stopped.run.err << stopped.other.err << "one of the two gives the name";
        }
        EXPECT_EQ(check_database(*sql::open_sqlite(copy)), std::vector<std::string>{});
        EXPECT_EQ(rows_of_backup(copy), world.rows());
        for (const auto& entry : std::filesystem::directory_iterator(copy.parent_path())) {
          EXPECT_EQ(entry.path().string().find(".partial"), std::string::npos) << entry.path();
        }
      });
  tell_stops("db backup", counts, {});
}

/// How many secrets the key in that file opens, by rotating them to another one for show.
int opened_by(SeededWorld& world, const std::string& key_file) {
  auto& cli = world.cli();
  const auto result = cli.run_script(
      "rm -f third.key && \"$CLI\" key generate third.key >&2 && cat third.key " + key_file +
      " >third.keys && chmod 600 third.keys && IGBOTCTL_KEY_FILE=$PWD/third.keys \"$CLI\" key "
      "rotate --dry-run --json");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const json rotation = json::parse(result.out);
  EXPECT_EQ(rotation.at("lost"), json::array());
  return rotation.at("sealed_anew");
}

TEST(StoppedRotation, EverySecretOpensWithTheNewKeyAndWasSealedAnewOnce) {
  SeededWorld world;
  configure_new_key(world);
  const std::vector<std::string> rotate{"key", "rotate"};
  world.restore();
  ASSERT_EQ(world.cli().run(rotate).exit_code, 0);
  const auto rotated = secrets_by_key(world);
  ASSERT_EQ(rotated.size(), 1U) << "the clean run seals all with the new key";
  const auto counts = stop_everywhere(
      world.cli(), rotate, k_stops * fault_rounds(), [&] { world.restore(); },
      [&](const StoppedRun& stopped) {
        EXPECT_EQ(stopped.run.exit_code, 0) << stopped.run.err;
        expect_went_well_or_was_refused(stopped.other);
        EXPECT_EQ(secrets_by_key(world), rotated);
        EXPECT_EQ(opened_by(world, "new.key"), rotated.begin()->second);
        const auto history = world.cli().run({"audit", "list", "--json", "--limit", "1000"});
        EXPECT_EQ(history.out.find("\"rotated\""), history.out.rfind("\"rotated\"")) << history.out;
      });
  tell_stops("key rotate", counts, {{"secrets each", rotated.begin()->second}});
}

/// Where SQLite answers neither "busy" nor "locked" but that its locking protocol fails: the
/// stopped one is about to make the index of the WAL, which nobody has made since the machine was
/// started.
TEST(StoppedOpening, WhoComesByIsToldThatTheDatabaseIsBusy) {
  CliRunner cli;
  const std::vector<std::string> words{"db", "migrate"};
  ASSERT_EQ(cli.run({"init", "--chat", "-1", "--name", "team", "--yes"}).exit_code, 0);
  ASSERT_EQ(cli.run({"db", "backup", "copy.db"}).exit_code, 0);
  const auto first_opening = [&] { cli.run_script("rm -f igbotctl.db*; cp copy.db igbotctl.db"); };
  first_opening();
  const auto operations = operations_of(cli, words);
  const auto at = std::find(operations.begin(), operations.end(), "map shm");
  ASSERT_NE(at, operations.end());
  first_opening();
  const auto stopped = stop_past_lease(cli, words, static_cast<int>(at - operations.begin()) + 1,
                                       std::chrono::seconds{60});
  EXPECT_TRUE(stopped.was_stopped);
  EXPECT_TRUE(was_refused(stopped.other)) << stopped.other.exit_code << stopped.other.err;
  EXPECT_EQ(stopped.run.exit_code, 0) << stopped.run.err;
}

}  // namespace
}  // namespace igbot::test
