// SPDX-License-Identifier: MIT
#include "cli/output.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/io.hpp"
#include "cli/standard_streams.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

/// The lines of a table on a terminal of so many columns.
std::vector<std::string> printed(const Table& table, int width) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Io io{.in = in, .out = out, .err = err, .out_is_terminal = true, .width = width};
  table.print(io);
  auto lines = text::split(out.str(), '\n');
  lines.pop_back();
  return lines;
}

TEST(OutputTable, CutsTheWidestColumnsToTheTerminal) {
  Table table({"ID", "NAME"});
  table.add({"-1001234567890", std::string(60, 'x')});
  for (const auto& line : printed(table, 40)) EXPECT_LE(display_width(line), 40);
}

TEST(OutputTable, NeverCutsAColumnThatIsKeptWhole) {
  Table table({"ID", "NAME"});
  table.keep_whole(0);
  table.add({"-1001234567890", "a name of twenty two"});
  const auto lines = printed(table, 24);
  EXPECT_TRUE(lines[1].starts_with("-1001234567890  ")) << lines[1];
  EXPECT_LE(display_width(lines[1]), 24);
}

TEST(ScreenedStream, LetsColoursPassAndNothingElseThatSteersATerminal) {
  const auto shown = [](const std::string& text) {
    std::ostringstream stream;
    {
      const ScreenedStream screen(stream);
      stream << text;
    }
    return stream.str();
  };
  for (const char* style : {"\x1B[0m", "\x1B[1;31m", "\x1B[7;38;5;25m", "\x1B[2m"}) {
    EXPECT_EQ(shown(std::string("a") + style + "b"), std::string("a") + style + "b");
  }
  for (const char* command :
       {"\x1B[2J", "\x1B[8m", "\x1B[5m", "\x1B[41m", "\x1B[30m", "\x1B[38;5;16m", "\x1B[38;5m",
        "\x1B[m", "\x1B[1;8m", "\x1B]0;m", "\x1B[1"}) {
    EXPECT_EQ(shown(command).find('\x1B'), std::string::npos) << command + 1;
  }
}

}  // namespace
}  // namespace igbot::cli
