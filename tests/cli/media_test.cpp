// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/settings/settings_service.hpp"
#include "core/store/chat_repository.hpp"
#include "tests/support/cli_runner.hpp"
#include "tests/support/media_files.hpp"

namespace igbot::test {
namespace {

/// The program, a database with one chat, and its folder of photos.
class MediaProgram : public ::testing::Test {
 protected:
  MediaProgram() {
    program.set_environment("IGBOTCTL_DATABASE_PATH", program.database().string());
    std::filesystem::create_directory(photos());
    SystemClock clock;
    Store store({.file = program.database(), .create = true}, clock);
    store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
      const Chat chat =
          ChatRepository(unit).create(TelegramChatId{-1001}, "team", ChatState::active);
      create_chat_settings(
          unit.chat(chat.key),
          {{"media_source_config", nlohmann::json{{"path", photos().string()}}.dump()}});
    });
  }
  std::filesystem::path photos() const { return program.folder() / "photos"; }

  CliRunner program;
};

TEST_F(MediaProgram, ShowsProgressOnATerminalAndTakesItAway) {
  write_photo(photos(), "a.jpg", "1");
  write_photo(photos(), "b.jpg", "2");
  const auto result = program.run_on_terminal({"media", "sync"}, {});
  EXPECT_EQ(result.exit_code, 0);
  const std::size_t progress = result.out.find("2 of 2 files");
  const std::size_t erased = result.out.find("\r\x1B[K", progress);
  EXPECT_NE(progress, std::string::npos);
  EXPECT_LT(erased, result.out.find("team: 2 new"));
}

TEST_F(MediaProgram, PrintsOnlyTheSummaryElsewhere) {
  write_photo(photos(), "a.jpg", "1");
  const auto result = program.run({"media", "sync"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out, "team: 1 new\n");
  EXPECT_EQ(result.err, "");
}

TEST_F(MediaProgram, MakesNoDatabaseOfAMistypedPath) {
  program.set_environment("IGBOTCTL_DATABASE_PATH", (program.folder() / "typo.db").string());
  const auto result = program.run({"media", "sync"});
  EXPECT_EQ(result.exit_code, 10);
  EXPECT_FALSE(std::filesystem::exists(program.folder() / "typo.db"));
}

TEST_F(MediaProgram, MakesTheAdminChatAtItsFirstSync) {
  write_photo(photos(), "a.jpg", "1");
  program.set_environment("IGBOTCTL_ADMIN_CHAT_ID", "-77");
  program.set_environment("MEDIA_DIR", photos().string());
  program.set_environment("IGBOTCTL_DATABASE_PATH", (program.folder() / "new.db").string());
  EXPECT_EQ(program.run({"media", "sync"}).exit_code, 0);
  const auto listed = program.run({"media", "list", "--json", "--chat", "-77"});
  EXPECT_EQ(nlohmann::json::parse(listed.out).at("media").size(), 1U);
}

}  // namespace
}  // namespace igbot::test
