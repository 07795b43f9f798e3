// SPDX-License-Identifier: MIT
#include "core/lock_holders.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "core/file_lock.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

TEST(LockHolders, NamesTheProcessThatHoldsIt) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "db.run.lock";
  EXPECT_TRUE(lock_holders(file).empty());
  {
    const auto lock = FileLock::try_acquire(file);
    const auto holders = lock_holders(file);
    ASSERT_EQ(holders.size(), 1u);
    EXPECT_EQ(holders[0].pid, ::getpid());
    EXPECT_EQ(holders[0].program, "unit_tests");
    EXPECT_TRUE(holders[0].is_exclusive);
    EXPECT_FALSE(holders[0].is_stopped);
    ASSERT_TRUE(holders[0].since.has_value());
    EXPECT_LE(*holders[0].since, SystemClock().now());
    EXPECT_GT(*holders[0].since, SystemClock().now() - std::chrono::hours{24});
  }
  EXPECT_TRUE(lock_holders(file).empty());
}

TEST(LockHolders, SaysOfAProcessThatItIsStopped) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "lock";
  const pid_t child = ::fork();
  if (child == 0) {
    const auto lock = FileLock::try_acquire(file);
    ::raise(SIGSTOP);
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, WUNTRACED), child);
  const auto holders = lock_holders(file);
  ::kill(child, SIGKILL);
  ::waitpid(child, &status, 0);
  ASSERT_EQ(holders.size(), 1u);
  EXPECT_EQ(holders[0].pid, child);
  EXPECT_TRUE(holders[0].is_stopped);
}

TEST(LockHolders, AProgramMayBeCalledAnything) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "lock";
  std::ofstream(file) << "x";
  const auto proc = folder.path() / "proc";
  std::filesystem::create_directories(proc / "41");
  std::filesystem::copy("/proc/locks", proc / "before");
  const auto lock = FileLock::try_acquire(file);
  // The line of our own lock, with another pid.
  std::ifstream real("/proc/locks");
  std::ofstream fake(proc / "locks");
  const std::string own = " " + std::to_string(::getpid()) + " ";
  for (std::string line; std::getline(real, line);) {
    const auto at = line.find(own);
    if (at != std::string::npos) fake << line.replace(at, own.size(), " 41 ") << '\n';
  }
  fake << "9: -> FLOCK ADVISORY WRITE 42 00:00:1 0 EOF\nnonsense\n";
  fake.close();
  std::ofstream(proc / "stat") << "cpu 1 2 3\nbtime 1700000000\n";
  std::ofstream(proc / "41" / "stat")
      << "41 (a) b) c) T 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5000 0 0\n";
  const auto holders = lock_holders(file, proc);
  ASSERT_EQ(holders.size(), 1u);
  EXPECT_EQ(holders[0].program, "a) b) c");
  EXPECT_TRUE(holders[0].is_stopped);
  EXPECT_EQ(holders[0].since,
            from_millis((1700000000 + 5000 / ::sysconf(_SC_CLK_TCK)) * std::int64_t{1000}));
}

TEST(FileLockMark, TellsWhenTheWorkWasLastDone) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "lock";
  EXPECT_FALSE(FileLock::last_success(file));
  {
    const auto lock = FileLock::try_acquire(file);
    EXPECT_FALSE(FileLock::last_success(file));
    lock->mark_success(from_millis(1795687735412));
    lock->mark_success(from_millis(1795687795000));
  }
  EXPECT_EQ(FileLock::last_success(file), from_millis(1795687795000));
  std::ofstream(file) << "something else altogether";
  EXPECT_FALSE(FileLock::last_success(file));
}

}  // namespace
}  // namespace igbot
