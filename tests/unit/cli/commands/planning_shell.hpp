// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run.hpp"
#include "tests/unit/core/schedule/planned_chat.hpp"

namespace igbot::test {

/// Runs planning commands against a chat's database, in this process.
class PlanningShell {
 public:
  explicit PlanningShell(int memes = 30) { c.add_media("memes", memes); }

  int run(std::vector<std::string> arguments, const std::string& typed = {}) {
    std::istringstream in(typed);
    std::ostringstream out_stream;
    std::ostringstream err_stream;
    cli::Io io{.in = in, .out = out_stream, .err = err_stream};
    io.in_is_terminal = !typed.empty();
    arguments.insert(arguments.end(), {"--chat", "-1001"});
    const cli::Environment environment(
        {{"IGBOTCTL_DATABASE_PATH", c.t.store.file().string()}, {"LOGNAME", "anna"}});
    const int code = cli::run_cli(std::move(arguments), environment, c.t.clock, io);
    out = out_stream.str();
    err = err_stream.str();
    return code;
  }

  nlohmann::json json(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    EXPECT_EQ(run(std::move(arguments)), 0) << err;
    return nlohmann::json::parse(out);
  }

  bool said(const std::string& words) const { return out.find(words) != std::string::npos; }

  PlannedChat c;
  std::string out;
  std::string err;
};

}  // namespace igbot::test
