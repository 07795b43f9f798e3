// SPDX-License-Identifier: MIT
#include "providers/process/child.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "core/error.hpp"
#include "tests/support/temporary_file.hpp"

namespace igbot::process {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

Ended run_shell(const std::string& script, milliseconds limit = std::chrono::seconds{20}) {
  return run({"/bin/sh", {"-c", script}, "/usr/bin:/bin", limit});
}

TEST(Child, SaysHowItEndedAndWhatItWrote) {
  const Ended ended = run_shell("echo good; echo bad >&2; exit 3");
  EXPECT_EQ(ended.exit_code, 3);
  EXPECT_FALSE(ended.timed_out);
  EXPECT_EQ(ended.out, "good\n");
  EXPECT_EQ(ended.err, "bad\n");
  EXPECT_EQ(run_shell("kill -TERM $$").exit_code, 128 + 15);
}

TEST(Child, GetsItsArgumentsAsTheyAre) {
  const Ended ended = run({"/usr/bin/printf", {"%s|", "-n", "a b", "$(id)", "'"}, ""});
  EXPECT_EQ(ended.out, "-n|a b|$(id)|'|");
}

TEST(Child, InheritsNeitherEnvironmentNorFilesNorInput) {
  ::setenv("IGBOT_TEST_TOKEN", "secret", 1);
  const test::TemporaryFile file("open", "x");
  const int leaked = ::open(file.path().c_str(), O_RDONLY);  // not close-on-exec
  ASSERT_GE(leaked, 3);
  const Ended ended = run_shell("env; cat; ls /proc/self/fd | wc -l");
  ::close(leaked);
  ::unsetenv("IGBOT_TEST_TOKEN");
  EXPECT_EQ(ended.out.find("secret"), std::string::npos) << ended.out;
  EXPECT_TRUE(ended.out.ends_with("\n4\n")) << ended.out;  // three streams and ls's own folder
}

TEST(Child, IsKilledWithItsChildrenWhenItsTimeIsOver) {
  const auto begin = steady_clock::now();
  const Ended ended = run_shell("echo begun; sleep 60 & sleep 60", milliseconds{300});
  EXPECT_TRUE(ended.timed_out);
  EXPECT_EQ(ended.out, "begun\n");
  EXPECT_EQ(ended.exit_code, 128 + 9);
  EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds{10});
}

TEST(Child, MayWriteWithoutEndButIsNotKeptWithoutEnd) {
  const Ended ended = run_shell("head -c 5000000 /dev/zero; head -c 5000000 /dev/zero >&2");
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.out.size(), 1'000'000u);
  EXPECT_EQ(ended.err.size(), 1'000'000u);
}

TEST(Child, ThatIsNotThereIsNotFound) {
  try {
    run({"/nonexistent/program", {}, ""});
    FAIL() << "it was started";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
  }
}

TEST(Child, IsFoundInTheFirstFolderOfThePathThatHasIt) {
  EXPECT_EQ(find_program("sh", "/nonexistent:/bin:/usr/bin"), "/bin/sh");
  EXPECT_TRUE(find_program("sh", ""));
  EXPECT_FALSE(find_program("sh", "/nonexistent"));
  EXPECT_FALSE(find_program("sh", ".:bin")) << "never relative to where one happens to be";
}

}  // namespace
}  // namespace igbot::process
