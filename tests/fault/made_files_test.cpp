// SPDX-License-Identifier: MIT
// Files that commands make beside the database, and the folder that is made for it.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "core/error.hpp"
#include "tests/cli/seeded_world.hpp"
#include "tests/support/database_rows.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {
namespace {

/// The commands that make a file; its name is their last word.
const std::vector<std::vector<std::string>> k_makers{{"key", "generate"},
                                                     {"schedule", "export", "--output"},
                                                     {"media", "stats", "--plot", "--output"},
                                                     {"metrics", "--textfile"}};

/// What is written anew each minute may be lost, but not torn.
bool is_to_last(const std::vector<std::string>& words) { return words[0] != "metrics"; }

/// All of it, but for the room that the disk has left, which differs each time.
std::string all_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string all;
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with("igbotctl_disk_free_bytes{")) all += line + (stream.eof() ? "" : "\n");
  }
  return all;
}

/// One command that makes a file, at a time that stands still and with seeded dice: it makes the
/// same file each time.
class Maker {
 public:
  Maker(SeededWorld& world, std::vector<std::string> words)
      : world_(world), words_(std::move(words)) {
    words_.push_back(made_.string());
    EXPECT_EQ(run("deed=none").exit_code, 0);
    whole_ = all_of(made_);
    EXPECT_FALSE(whole_.empty());
  }

  CliResult run(const std::string& plan) {
    world_.restore();
    std::filesystem::remove(made_);
    world_.cli().set_environment("IGBOT_FAULT", plan);
    return world_.cli().run(words_);
  }
  bool is_there() const { return std::filesystem::exists(made_); }
  bool is_whole() const { return all_of(made_) == whole_; }

 private:
  SeededWorld& world_;
  const std::filesystem::path made_ = world_.cli().folder() / "made.svg";
  std::vector<std::string> words_;
  std::string whole_;
};

class MadeFiles : public testing::Test {
 protected:
  MadeFiles() {
    world.cli().use_faulty(true);
    world.cli().set_environment("IGBOT_CLOCK", world.cli().write("clock", k_noon).string());
    world.cli().set_environment("IGBOT_DICE", "1");
  }

  static constexpr const char* k_noon = "=1795953600000";
  SeededWorld world;
};

TEST_F(MadeFiles, AreThereAndWholeWhenThePowerGoesAfterwards) {
  int cuts = 0;
  int damaged = 0;
  for (const auto& words : k_makers) {
    SCOPED_TRACE(words[0]);
    Maker maker(world, words);
    for (int seed = 1; seed <= 5 * fault_rounds(); ++seed) {
      ASSERT_EQ(maker.run("deed=cut at=0 seed=" + std::to_string(seed)).exit_code, 0);
      const bool is_well = maker.is_whole() || (!maker.is_there() && !is_to_last(words));
      EXPECT_TRUE(is_well) << "seed " << seed;
      ++cuts;
      damaged += !is_well;
    }
  }
  tell_figures("R2", "power cut after a file was made",
               {{"commands", k_makers.size()}, {"cuts", cuts}, {"lost or torn", damaged}});
}

TEST_F(MadeFiles, AreWholeOrNotThereWhenThePowerGoesBefore) {
  int cuts = 0;
  int damaged = 0;
  for (const auto& words : k_makers) {
    SCOPED_TRACE(words[0]);
    Maker maker(world, words);
    const int before = cuts;
    for (int at = 1;; ++at) {
      const std::string number = std::to_string(at);
      const auto result = maker.run("deed=cut at=" + number + " seed=" + number);
      if (result.exit_code == 0) break;  // it has no such operation
      ASSERT_EQ(result.exit_code, 128 + SIGKILL) << result.err;
      EXPECT_TRUE(!maker.is_there() || maker.is_whole()) << "cut at " << at;
      ++cuts;
      damaged += maker.is_there() && !maker.is_whole();
    }
    EXPECT_GT(cuts, before);
  }
  tell_figures("R2", "power cut while a file is made",
               {{"commands", k_makers.size()}, {"cuts", cuts}, {"torn", damaged}});
}

TEST(MadeFolder, OfANewDatabaseIsThereAfterAPowerCut) {
  CliRunner cli;
  cli.use_faulty(true);
  const auto top = cli.folder() / "new";
  const auto database = top / "deep" / "igbotctl.db";
  cli.set_environment("IGBOTCTL_DATABASE_PATH", database.string());
  for (int seed = 1; seed <= 5 * fault_rounds(); ++seed) {
    std::filesystem::remove_all(top);
    cli.set_environment("IGBOT_FAULT", "deed=cut at=0 seed=" + std::to_string(seed));
    ASSERT_EQ(cli.run({"init", "--chat", "-1001", "--name", "team", "--yes"}).exit_code, 0);
    cli.set_environment("IGBOT_FAULT", "");
    const auto listed = cli.run({"chat", "list"});
    EXPECT_NE(listed.out.find("team"), std::string::npos) << listed.out << listed.err;
  }
}

}  // namespace
}  // namespace igbot::test
