// SPDX-License-Identifier: MIT
// Commands that change more than one place, killed at each of their operations on files.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/fault/faulty_commands.hpp"
#include "tests/fault/new_key.hpp"
#include "tests/support/database_rows.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

/// Kills it at operations all over it (at all of them with enough rounds), lets `judge` see what
/// each kill left, and returns how many met it, which are most.
template <typename Judge>
int kill_everywhere(FaultyCommands& commands, const WritingRun& run, Judge judge) {
  int kills = 0;
  const auto points = FaultyCommands::points(run, 2 * fault_rounds());
  for (const int point : points) {
    SCOPED_TRACE("killed at " + std::to_string(point));
    const Aftermath after = commands.run(run, "deed=kill at=" + std::to_string(point));
    if (after.result.exit_code != 128 + SIGKILL) continue;
    ++kills;
    EXPECT_EQ(after.damage, "");
    judge(after);
  }
  EXPECT_GT(kills, static_cast<int>(points.size()) * 3 / 4);
  return kills;
}

/// Runs it as operators do, after the kill.
CliResult run_again(SeededWorld& world, const std::vector<std::string>& words) {
  world.cli().set_environment("IGBOT_FAULT", "");
  return world.cli().run(words);
}

TEST(KilledBackup, LeavesAWholeCopyOrNone) {
  FaultyCommands commands({"db backup"});
  auto& world = commands.world();
  int whole = 0;
  ASSERT_EQ(commands.runs().size(), 1U);
  WritingRun run = commands.runs()[0];
  const auto copy = world.cli().folder() / "copy.db";
  run.words = {"db", "backup", copy.string()};
  const int kills = kill_everywhere(commands, run, [&](const Aftermath& after) {
    EXPECT_EQ(after.content, run.before()) << "a backup changes nothing";
    const bool is_there = std::filesystem::exists(copy);
    whole += is_there;
    const CliResult again = run_again(world, run.words);
    EXPECT_EQ(again.exit_code, is_there ? 6 : 0) << again.err;
    EXPECT_EQ(rows_of_backup(copy), world.rows());
    std::filesystem::remove(copy);
  });
  tell_figures("R1", "db backup killed at each operation",
               {{"kills", kills}, {"copies that were whole by then", whole}});
}

TEST(KilledRotation, EverySecretStillOpensAndTheNextOneFinishes) {
  FaultyCommands commands({"key rotate", "settings set"});
  auto& world = commands.world();
  auto& cli = world.cli();
  cli.set_environment("IGBOT_FAULT", "");
  cli.set_environment("IGBOT_DICE", "");
  configure_new_key(world);

  WritingRun run;
  run.words = {"key", "rotate"};
  const auto log = cli.folder() / "operations";
  std::filesystem::remove(log);
  commands.run(run, "deed=none log=" + log.string());
  std::ifstream lines(log);
  for (std::string line; std::getline(lines, line);) run.operations.push_back(line);
  const auto rotated = secrets_by_key(world);
  ASSERT_EQ(rotated.size(), 1U) << "the clean run seals all with the new key";

  const int kills = kill_everywhere(commands, run, [&](const Aftermath&) {
    const CliResult again = run_again(world, {"key", "rotate", "--json"});
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_EQ(json::parse(again.out).at("lost"), json::array());
    EXPECT_EQ(secrets_by_key(world), rotated);
  });
  tell_figures("R1", "key rotate killed at each operation",
               {{"kills", kills}, {"secrets each", rotated.begin()->second}});
}

/// What the library is made of, without what tells when it was looked at.
json library_of(SeededWorld& world) {
  json media = json::parse(run_again(world, {"media", "list", "--json", "--limit", "500"}).out);
  json library = json::array();
  for (const json& item : media.at("media")) {
    library.push_back({item.at("path"), item.at("category"), item.at("active")});
  }
  return library;
}

TEST(KilledSync, IsFinishedByTheNextOne) {
  FaultyCommands commands({"media sync"});
  auto& world = commands.world();
  const WritingRun& run = commands.runs().at(0);
  commands.run(run, "deed=none");
  const json whole = library_of(world);
  ASSERT_GT(whole.size(), 30U);
  const int kills = kill_everywhere(commands, run, [&](const Aftermath&) {
    const CliResult again = run_again(world, {"media", "sync"});
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_EQ(library_of(world), whole);
  });
  tell_figures("R1", "media sync killed at each operation",
               {{"kills", kills}, {"items", whole.size()}});
}

}  // namespace
}  // namespace igbot::test
