// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <atomic>
#include <thread>

#include "tests/cli/canary_world.hpp"
#include "tests/support/cloudinary_sandbox.hpp"
#include "tests/support/figures.hpp"

namespace igbot::test {
namespace {

/// Anybody on a machine may read which programs run with which words.
class CanaryProcesses : public CanaryWorld {
 protected:
  /// Every command line that there was while the command ran, its children's included.
  std::set<std::string> lines_during(const Words& words) {
    std::set<std::string> lines;
    std::atomic<bool> is_over = false;
    auto running = world.cli().start(words);
    std::thread end([&] {
      running.wait();
      is_over = true;
    });
    while (!is_over) lines.insert(command_lines(::getpid()));
    end.join();
    return lines;
  }
  /// Runs it until a look met that program at work, which takes a few milliseconds.
  void expect_silence_of(const std::string& child, const Words& words) {
    constexpr int k_tries = 50;
    bool is_met = false;
    for (int i = 0; i < k_tries && !is_met; ++i) {
      world.restore();
      for (const std::string& list : lines_during(words)) {
        is_met = is_met || list.find(child) != std::string::npos;
        const auto found = canaries.found_in(list);
        told += found.size();
        EXPECT_TRUE(found.empty()) << found.front() << " in " << list;
        ++looks;
      }
    }
    EXPECT_TRUE(is_met) << child << " of " << spoken(words);
  }

  std::int64_t looks = 0;
};

TEST_F(CanaryProcesses, ShowNoSecretWhileTheyTalk) {
  const std::size_t before = world.telegram().calls().size();
  world.telegram().hang_next("sendPhoto");
  auto running = world.cli().start({"post", "next", "--yes"});
  while (world.telegram().calls().size() == before) std::this_thread::yield();
  const std::string lines = command_lines(::getpid());
  EXPECT_NE(lines.find("--yes"), std::string::npos) << lines;
  EXPECT_TRUE(canaries.found_in(lines).empty()) << lines;
  world.telegram().release();
  running.wait();
}

TEST_F(CanaryProcesses, ShowNoSecretWhileChildrenWork) {
  CloudinarySandbox cloud;
  for (const auto& [name, value] : {std::pair<std::string, std::string>{"KIND", "cloudinary"},
                                    {"CLOUD_NAME", CloudinarySandbox::k_cloud},
                                    {"API_KEY", CloudinarySandbox::k_key},
                                    {"API_SECRET", CloudinarySandbox::k_secret},
                                    {"API_BASE", cloud.url()}}) {
    world.cli().set_environment("IGBOTCTL_STAGING_" + name, value);
  }
  canaries.add("secret of a cloud", CloudinarySandbox::k_secret);
  world.cli().run({"settings", "set", "dry_run_mode", "false", "require_approval", "false"});
  world.keep();
  const auto made = world.cli().run_script(
      "ffmpeg -v error -f lavfi -i testsrc=d=4:s=320x576:r=10 -pix_fmt yuv420p clip.mp4");
  ASSERT_EQ(made.exit_code, 0) << made.err;
  expect_silence_of("prepare-image", {"post", "run", "--chat", "-1001"});
  expect_silence_of("prepare-image", {"media", "check", world.fill_in("{media}")});
  expect_silence_of("ffprobe", {"media", "check", "clip.mp4"});
  tell_figures("S1", "the process list while children work", {{"lists", looks}, {"told", told}});
}

/// The same look at a process that has them all in its words.
TEST_F(CanaryProcesses, AreLookedAtForEverySecret) {
  std::string all;
  for (const auto& [name, secret] : secrets) all += " " + secret + " " + base64_of(secret);
  std::thread shell(
      [&] { world.cli().run_script(": '" + all + "'\nuntil [ -e seen ]; do sleep 0.01; done"); });
  std::string lines;
  while (lines.find("until") == std::string::npos) lines = command_lines(::getpid());
  world.cli().write("seen", "");
  shell.join();
  const auto found = canaries.found_in(lines);
  for (const auto& [name, secret] : secrets) {
    for (const char* form : {" (raw)", " (base64)"}) {
      EXPECT_EQ(std::count(found.begin(), found.end(), name + form), 1) << name << form;
    }
  }
  tell_figures("S1", "control: every secret in the words of a process",
               {{"secrets", static_cast<std::int64_t>(secrets.size())},
                {"found", static_cast<std::int64_t>(found.size())}});
}

}  // namespace
}  // namespace igbot::test
