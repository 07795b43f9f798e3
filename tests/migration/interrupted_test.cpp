// SPDX-License-Identifier: MIT
// A migration that is killed, meets another one, or runs out of disk.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "core/sql/sqlite_connection.hpp"
#include "core/store/database_check.hpp"
#include "tests/migration/frozen.hpp"
#include "tests/migration/frozen_world.hpp"
#include "tests/support/faulty_run.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/rounds.hpp"
#include "tests/support/stop_everywhere.hpp"

namespace igbot::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;
using std::chrono::steady_clock;

class InterruptedMigration : public FrozenDatabase {
 protected:
  /// What it has is one of the two schemas, whole, and every row.
  void expect_old_or_new(const std::vector<std::string>& rows_before) {
    const auto db = sql::open_sqlite(cli.database());
    EXPECT_EQ(check_database(*db), std::vector<std::string>{});
    const int version = Migrator(*db, cli.database()).version();
    EXPECT_EQ(schema_of(*db), version == schema_ ? old_schema_ : new_schema_) << version;
    EXPECT_EQ(rows_of(*db), rows_before);
    for (const auto& backup : backups()) {
      const auto copy = sql::open_sqlite(backup);
      EXPECT_EQ(check_database(*copy), std::vector<std::string>{});
      EXPECT_EQ(rows_of(*copy), rows_before);
    }
  }
  /// How long it takes when nothing comes between.
  microseconds learn_schemas() {
    old_schema_ = schema_of(*sql::open_sqlite(cli.database()));
    const auto begun = steady_clock::now();
    must_run({"db", "migrate"});
    const auto took = std::chrono::duration_cast<microseconds>(steady_clock::now() - begun);
    new_schema_ = schema_of(*sql::open_sqlite(cli.database()));
    put_back();
    return took;
  }

  std::vector<std::string> old_schema_;
  std::vector<std::string> new_schema_;
};

INSTANTIATE_TEST_SUITE_P(Releases, InterruptedMigration, ::testing::ValuesIn(frozen_releases()),
                         [](const auto& info) { return replaced(info.param, ".", "_"); });

TEST_P(InterruptedMigration, KilledAtAnyMomentItLeavesTheOldSchemaOrTheNew) {
  const int kills = 25 * fault_rounds();
  const auto before = rows();
  const auto whole = learn_schemas();
  std::mt19937 random(20261);  // a fixed seed: a run can be repeated
  std::uniform_int_distribution<std::int64_t> moment(0, whole.count());
  int met = 0;
  for (int i = 0; i < kills && !HasFailure(); ++i) {
    put_back();
    auto run = cli.start({"db", "migrate"});
    std::this_thread::sleep_for(microseconds(moment(random)));
    run.signal(SIGKILL);
    met += run.wait().exit_code == 128 + SIGKILL;
    expect_old_or_new(before);
    must_run({"db", "migrate"});
    EXPECT_TRUE(pending().empty());
  }
  EXPECT_GT(met, kills / 4) << "the kills came too late to prove anything";
}

TEST_P(InterruptedMigration, StruckAtAnyOperationItLeavesTheOldSchemaOrTheNew) {
  const auto before = rows();
  learn_schemas();
  const auto operations = operations_of(cli, {"db", "migrate"});
  ASSERT_GT(operations.size(), 100U);
  const int strikes = std::min(static_cast<int>(operations.size()), 8 * fault_rounds());
  for (const std::string deed : {"kill", "cut", "io_error", "disk_full"}) {
    int ended = 0;
    for (int i = 0; i < strikes && !HasFailure(); ++i) {
      put_back();
      const std::string plan = "deed=" + deed +
                               " at=" + std::to_string(point_of(i, strikes, operations)) +
                               " seed=" + std::to_string(i);
      SCOPED_TRACE(plan);
      ended += run_struck(cli, {"db", "migrate"}, plan).exit_code != 0;
      expect_old_or_new(before);
      must_run({"db", "migrate"});
      EXPECT_TRUE(pending().empty());
    }
    EXPECT_GT(ended, strikes / 2);
    tell_figures(deed == "kill"  ? "R1"
                 : deed == "cut" ? "R2"
                                 : "R3",
                 "db migrate, " + deed + " at each operation",
                 {{"strikes", strikes}, {"ended by it", ended}});
  }
}

TEST_P(InterruptedMigration, StoppedAtAnyOperationWhileAnotherComesByItMigratesOnce) {
  const auto before = rows();
  learn_schemas();
  const auto counts = stop_everywhere(
      cli, {"db", "migrate"}, 12 * fault_rounds(), [&] { put_back(); },
      [&](const StoppedRun& stopped) {
        EXPECT_EQ(stopped.run.exit_code, 0) << stopped.run.err;
        EXPECT_TRUE(stopped.other.exit_code == 0 || was_refused(stopped.other))
            << stopped.other.err;
        const std::string both = stopped.run.out + stopped.other.out;
        EXPECT_EQ(both.find("brought "), both.rfind("brought ")) << both;
        EXPECT_TRUE(pending().empty());
        EXPECT_EQ(backups().size(), 1U);
        expect_old_or_new(before);
      });
  tell_figures("R5", "db migrate stopped past its lease at each operation",
               {{"stops", counts.stops}, {"others that ended meanwhile", counts.others_ended}});
}

TEST_P(InterruptedMigration, OfTwoAtOnceOneMigratesAndTheOtherFindsItDone) {
  const auto before = rows();
  learn_schemas();
  for (int i = 0; i < 5; ++i) {
    put_back();
    auto one = cli.start({"db", "migrate"});
    auto two = cli.start({"db", "migrate"});
    const auto first = one.wait();
    const auto second = two.wait();
    EXPECT_EQ(first.exit_code, 0) << first.err;
    EXPECT_EQ(second.exit_code, 0) << second.err;
    const std::string both = first.out + second.out;
    EXPECT_TRUE(mentions(both, "brought ")) << both;
    EXPECT_TRUE(mentions(both, "up to date: ")) << both;
    EXPECT_EQ(backups().size(), 1U);
    expect_old_or_new(before);
  }
}

TEST_P(InterruptedMigration, OnAFullDiskNothingChangesAndItWorksWhenThereIsSpace) {
  const std::string disk = (cli.folder() / "disk").string();
  std::filesystem::create_directory(disk);
  const auto script = [&](const std::string& body) {
    return cli.run_script(
        "export CLI\nexec unshare -m /bin/sh -c 'mount -t tmpfs -o size=8m none " + disk +
        " || exit 99\n" + body + "'");
  };
  if (script("exit 0").exit_code != 0) GTEST_SKIP() << "no private mounts here";
  const auto result = script("export IGBOTCTL_DATABASE_PATH=" + disk + "/igbotctl.db\ncd " + disk +
                             R"sh(
    cp ../frozen.db igbotctl.db
    "$CLI" db status >/dev/null
    for kilobytes in 0 16 64 256 512; do
      rm -f fill
      free=$(df --output=avail -k . | tail -n 1)
      dd if=/dev/zero of=fill bs=1k count=$((free - kilobytes)) 2>/dev/null
      code=0
      "$CLI" db migrate >../out 2>../err || code=$?
      if [ $code = 0 ]; then break; fi
      echo "$code $(ls igbotctl.db.before-* 2>/dev/null)"
      grep ^igbotctl: ../err | cut -d: -f2
      "$CLI" db status --json=schema | grep schema\":
    done
    rm -f fill
    "$CLI" db migrate && "$CLI" db check)sh");
  const std::string refused =
      "1 \n disk is full, nothing was changed\n  \"schema\": " + std::to_string(schema_) + ",\n";
  EXPECT_TRUE(result.out.starts_with(refused)) << result.out << result.err;
  const std::string others = replaced(result.out, refused, "");
  EXPECT_FALSE(mentions(others, "1 ")) << result.out;  // no other failure, and no backup left
  EXPECT_TRUE(mentions(others, "sound: ")) << result.out << result.err;
}

}  // namespace
}  // namespace igbot::test
