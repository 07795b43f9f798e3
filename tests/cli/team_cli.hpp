// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/cli_runner.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {

inline bool mentions(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The program with one chat, -1001 "team", set up by `init`, and two photos in its library.
class TeamCli : public ::testing::Test {
 protected:
  TeamCli() {
    write_file(photos(), "memes/a.jpg", jpeg_bytes(64, 64, 1));
    write_file(photos(), "memes/b.jpg", jpeg_bytes(64, 64, 2));
    must_run({"init", "--chat", "-1001", "--name", "team", "--source", "local", "--source-path",
              photos(), "--yes"});
    must_run({"media", "sync"});
  }

  std::string photos() const { return (cli.folder() / "photos").string(); }
  CliResult must_run(const std::vector<std::string>& arguments) const {
    auto result = cli.run(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result;
  }
  std::string setting(const std::string& key) const {
    return must_run({"settings", "get", key, "--chat", "-1001"}).out;
  }

  CliRunner cli;
};

}  // namespace igbot::test
