// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/media/media_repository.hpp"
#include "core/post/decisions.hpp"
#include "core/post/post_repository.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/chat_repository.hpp"
#include "core/text/text.hpp"
#include "tests/support/cli_runner.hpp"
#include "tests/support/media_files.hpp"

namespace igbot::test {
namespace {

/// The program, with a chat whose category has a name that markup would trip over.
class PlotProgram : public ::testing::Test {
 protected:
  PlotProgram() {
    program.set_environment("IGBOTCTL_DATABASE_PATH", program.database().string());
    write_photo(photos(), "cats & <dogs>/a.jpg", "1");
    SystemClock clock;
    Store store({.file = program.database(), .create = true}, clock);
    store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
      const Chat chat =
          ChatRepository(unit).create(TelegramChatId{-1001}, "team", ChatState::active);
      create_chat_settings(
          unit.chat(chat.key),
          {{"media_source_config", nlohmann::json{{"path", photos().string()}}.dump()}});
    });
    EXPECT_EQ(program.run({"media", "sync"}).exit_code, 0);
  }
  std::filesystem::path photos() const { return program.folder() / "photos"; }

  /// One post that a person posted now.
  void post_one() {
    SystemClock clock;
    Store store({.file = program.database()}, clock);
    store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
      const auto chat = ChatRepository(unit).find(TelegramChatId{-1001}).value();
      const ChatScope scope = unit.chat(chat.key);
      const auto item = media::MediaRepository(scope).find(MediaId{1}).value();
      post::Post post;
      post.due_at = unit.now();
      post.media = item.id;
      post.content = item.content;
      post.category = item.category;
      post.state = post::PostState::awaiting;
      const PostId id = post::PostRepository(scope).add(post).id;
      post::Decisions(scope).done(id, std::nullopt);
    });
  }
  CliResult plot(std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"media", "stats", "--plot"};
    words.insert(words.end(), more.begin(), more.end());
    return program.run(words);
  }

  CliRunner program;
};

TEST_F(PlotProgram, WithNothingPostedItSaysSoAndWhatToDo) {
  const auto result = plot();
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(result.out.starts_with("nothing was posted from ")) << result.out;
  EXPECT_NE(result.out.find("igbotctl queue list"), std::string::npos);
}

TEST_F(PlotProgram, ElsewhereThanOnATerminalItIsPlain) {
  post_one();
  const auto result = plot();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find(": 1 posted\n\nposts per day\n       1 ┤"), std::string::npos)
      << result.out;
  EXPECT_NE(result.out.find("cats & <dogs>  █"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find('\x1B'), std::string::npos);
}

TEST_F(PlotProgram, OnATerminalItHasColours) {
  post_one();
  program.set_environment("TERM", "xterm");
  const auto result = program.run_on_terminal({"media", "stats", "--plot"}, {});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("\x1B[38;5;25m█"), std::string::npos) << result.out;
}

TEST_F(PlotProgram, WritesAnSvgThatAParserReads) {
  post_one();
  const auto result = plot({"--days", "3", "--output", "stats.svg"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(result.out.starts_with("stats.svg: ")) << result.out;
  const auto read = program.run_script(
      "python3 - <<'END'\n"
      "import xml.etree.ElementTree as tree\n"
      "root = tree.parse('stats.svg').getroot()\n"
      "svg = '{http://www.w3.org/2000/svg}'\n"
      "assert root.tag == svg + 'svg'\n"
      "assert root.get('viewBox') == '0 0 %s %s' % (root.get('width'), root.get('height'))\n"
      "assert root.find(svg + 'title').text.startswith('team: posts, ')\n"
      "print([t.text for t in root.iter(svg + 'text') if t.text.startswith('cats')])\n"
      "print(len([g for g in root.iter(svg + 'g') if g.get('aria-label')]))\n"
      "END");
  EXPECT_EQ(read.out, "['cats & <dogs>']\n3\n") << read.err;
}

TEST_F(PlotProgram, StandardOutputGetsTheSameSvg) {
  post_one();
  ASSERT_EQ(plot({"--output", "stats.svg"}).exit_code, 0);
  const auto result = program.run_script("$CLI media stats --plot --output - | cmp - stats.svg");
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
}

TEST_F(PlotProgram, AFileThatExistsIsKeptAndNothingIsLeftBesideIt) {
  post_one();
  program.write("stats.svg", "mine");
  EXPECT_EQ(plot({"--output", "stats.svg"}).exit_code, 6);
  EXPECT_EQ(plot({"--output", "none/stats.svg"}).exit_code, 5);
  const auto left = program.run_script("cat stats.svg; ls | grep -c svg");
  EXPECT_EQ(left.out, "mine1\n");
}

TEST_F(PlotProgram, OptionsThatDoNotFitAreUsageErrorsWithAHint) {
  const std::vector<std::vector<std::string>> wrong{
      {"media", "stats", "--output", "a.svg"},
      {"media", "stats", "--days", "3"},
      {"media", "stats", "--plot", "--output", "a.png"},
      {"media", "stats", "--plot", "--output", ".svg"},
      {"media", "stats", "--plot", "--output", "-", "--json"},
      {"media", "stats", "--plot", "--days", "0"},
      {"media", "stats", "--plot", "--days", "367"}};
  for (const auto& words : wrong) {
    const auto result = program.run(words);
    EXPECT_EQ(result.exit_code, 2) << text::join(words, " ");
    EXPECT_NE(result.err.find("hint"), std::string::npos) << result.err;
    EXPECT_EQ(result.out, "");
  }
  EXPECT_FALSE(std::filesystem::exists(program.folder() / "a.svg"));
}

TEST_F(PlotProgram, TheJsonHasTheFiguresBesideTheStats) {
  post_one();
  const auto result = plot({"--days", "2", "--json", "--output", "stats.svg"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json.at("active"), 1);
  EXPECT_EQ(json.at("days").size(), 2u);
  EXPECT_EQ(json.at("days").at(1).at("day"), json.at("to"));
  EXPECT_EQ(json.at("hours").size(), 24u);
  EXPECT_EQ(json.at("categories").at(0).at("share"), 1.0);
  EXPECT_EQ(json.at("categories").at(0).at("mix_share"), nullptr);
  EXPECT_EQ(json.at("output"), "stats.svg");
  EXPECT_TRUE(std::filesystem::exists(program.folder() / "stats.svg"));
}

}  // namespace
}  // namespace igbot::test
