// SPDX-License-Identifier: MIT
#include "tests/fault/faulty_commands.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <stdexcept>

#include "core/clock.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "core/store/database_check.hpp"
#include "core/text/text.hpp"
#include "tests/support/database_rows.hpp"

namespace igbot::test {
namespace {

/// By day: strikes in one run.
constexpr int k_points = 4;

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool writes(const std::string& operation) {
  return operation == "write wal" || operation == "write db" || operation == "sync wal";
}

}  // namespace

std::string WritingRun::name() const { return "igbotctl " + text::join(words, " "); }

FaultyCommands::FaultyCommands(const std::set<std::string>& only) {
  auto& cli = world_.cli();
  cli.use_faulty(true);
  const auto now = to_millis(SystemClock().now()) + 1000;
  cli.set_environment("IGBOT_CLOCK", cli.write("clock", "=" + std::to_string(now)).string());
  cli.set_environment("IGBOT_DICE", "1");
  for (const auto& [command, entry] : command_table()) {
    if (!only.empty() && !only.contains(command)) continue;
    for (const CommandRun& run : entry.runs) {
      WritingRun looked_at = look_at(command, run);
      const auto& operations = looked_at.operations;
      if (std::any_of(operations.begin(), operations.end(), writes)) {
        runs_.push_back(std::move(looked_at));
      }
    }
  }
}

CliResult FaultyCommands::start(const WritingRun& run, const std::string& plan) {
  world_.restore();
  // What db restore keeps is named by the time, which stands still here.
  for (const auto& entry : std::filesystem::directory_iterator(world_.cli().folder())) {
    if (entry.path().string().find(".replaced-") != std::string::npos) {
      std::filesystem::remove(entry.path());
    }
  }
  world_.cli().set_environment("IGBOT_FAULT", plan);
  return world_.cli().run(world_.fill_in(run.words), run.input);
}

Aftermath FaultyCommands::look(CliResult result) {
  const auto db = sql::open_sqlite(world_.cli().database());
  return {std::move(result), content_of(*db), text::join(check_database(*db), "; ")};
}

Aftermath FaultyCommands::run(const WritingRun& run, const std::string& plan) {
  return look(start(run, plan));
}

Cut FaultyCommands::cut(const WritingRun& run, const std::string& plan) {
  const auto images = world_.cli().folder() / "images";
  std::filesystem::remove_all(images);
  CliResult result = start(run, "deed=cut images=" + images.string() + " " + plan);
  const std::string name = world_.cli().database().filename().string();
  // Nothing was opened yet when there are no images.
  const auto image = [&](const char* folder) {
    const auto file = images / folder / name;
    return std::filesystem::exists(file) ? content_of(*sql::open_sqlite(file)) : run.before();
  };
  Cut cut{result, {}, image("killed"), image("durable")};
  try {
    cut.left = look(std::move(result));
  } catch (const Error& error) {
    cut.left.damage = error.what();
  }
  return cut;
}

WritingRun FaultyCommands::look_at(const std::string& command, const CommandRun& run) {
  WritingRun found;
  found.input = run.input;
  for (const std::string& word : text::split(command, ' ')) found.words.push_back(word);
  found.words.insert(found.words.end(), run.words.begin(), run.words.end());
  world_.restore();
  found.states.push_back(content_of(*sql::open_sqlite(world_.cli().database())));
  const auto log = world_.cli().folder() / "operations";
  std::filesystem::remove(log);
  Aftermath whole = this->run(found, "deed=none log=" + log.string());
  found.exit_code = whole.result.exit_code;
  found.operations = lines_of(log);
  // Between two syncs there is one transaction.
  for (std::size_t i = 0; i + 1 < found.operations.size(); ++i) {
    if (found.operations[i] != "sync wal") continue;
    const auto middle = this->run(found, "deed=kill at=" + std::to_string(i + 2));
    if (middle.content != found.states.back()) found.states.push_back(middle.content);
  }
  if (whole.content != found.states.back()) found.states.push_back(std::move(whole.content));
  const Aftermath again = this->run(found, "deed=none");
  if (again.result.exit_code != found.exit_code) {
    throw std::runtime_error("ends otherwise the second time: " + found.name());
  }
  found.is_repeatable = again.content == found.after();
  return found;
}

std::vector<int> FaultyCommands::points(const WritingRun& run, int rounds) {
  const int count = static_cast<int>(run.operations.size());
  std::vector<int> changing;  // where something can be lost; reads are many and alike
  for (int i = 0; i < count; ++i) {
    if (!run.operations[static_cast<std::size_t>(i)].starts_with("read")) changing.push_back(i + 1);
  }
  const auto evenly = [](int from, int wanted) {
    std::vector<int> chosen;
    const int taken = std::min(from, wanted);
    for (int i = 0; i < taken; ++i) chosen.push_back(taken == 1 ? 0 : i * (from - 1) / (taken - 1));
    return chosen;
  };
  std::vector<int> chosen;
  for (const int i : evenly(static_cast<int>(changing.size()), k_points * rounds)) {
    chosen.push_back(changing[static_cast<std::size_t>(i)]);
  }
  for (const int i : evenly(count, k_points / 2 * rounds)) chosen.push_back(i + 1);
  for (int i = 0; i < count; ++i) {
    if (run.operations[static_cast<std::size_t>(i)].starts_with("sync")) chosen.push_back(i + 1);
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

}  // namespace igbot::test
