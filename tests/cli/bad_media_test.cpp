// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "tests/cli/team_cli.hpp"

namespace igbot::test {
namespace {

namespace fs = std::filesystem;

class BadMedia : public TeamCli {
 protected:
  std::string stats() const { return must_run({"media", "stats"}).out; }
  CliResult sync_as_nobody() const {
    return cli.run_script(
        "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$CLI\" media sync");
  }
};

TEST_F(BadMedia, AFolderThatIsGoneDeactivatesNothing) {
  const std::string before = stats();
  fs::rename(photos(), cli.folder() / "elsewhere");
  const auto result = cli.run({"media", "sync"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_TRUE(mentions(result.err, "media folder could not be opened: " + photos())) << result.err;
  EXPECT_TRUE(mentions(result.err, "hint: check the folder")) << result.err;
  EXPECT_EQ(stats(), before);
  fs::rename(cli.folder() / "elsewhere", photos());
  EXPECT_EQ(must_run({"media", "sync"}).out, "team: 2 unchanged\n");
}

TEST_F(BadMedia, CronHearsOfAGoneFolderOnce) {
  fs::rename(photos(), cli.folder() / "elsewhere");
  const auto first = cli.run({"media", "sync", "--all-chats"});
  EXPECT_EQ(first.exit_code, 1);
  EXPECT_TRUE(mentions(first.err, "(chat team)")) << first.err;
  const auto second = cli.run({"media", "sync", "--all-chats"});
  EXPECT_EQ(second.exit_code, 0);
  EXPECT_EQ(second.out + second.err, "");
}

TEST_F(BadMedia, AFileWhereTheFolderWasDeactivatesNothing) {
  const std::string before = stats();
  fs::remove_all(photos());
  cli.write("photos", "not a folder");
  const auto result = cli.run({"media", "sync"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_TRUE(mentions(result.err, "(Not a directory)")) << result.err;
  EXPECT_EQ(stats(), before);
}

TEST_F(BadMedia, AnEmptyFolderDeactivatesNothing) {
  const std::string before = stats();
  fs::remove_all(photos());
  fs::create_directory(photos());
  const auto result = cli.run({"media", "sync"});
  EXPECT_EQ(result.exit_code, 6);
  EXPECT_TRUE(mentions(result.err, "nothing was deactivated: " + photos())) << result.err;
  EXPECT_FALSE(mentions(result.err, "--allow-mass-delete")) << result.err;  // it would not help
  EXPECT_EQ(stats(), before);
}

TEST_F(BadMedia, AnEmptyFolderOfANewChatIsNoError) {
  fs::create_directory(cli.folder() / "new");
  must_run({"init", "--chat", "-1002", "--name", "new", "--source", "local", "--source-path",
            (cli.folder() / "new").string(), "--yes"});
  EXPECT_EQ(must_run({"media", "sync", "--chat", "-1002"}).out, "new: no files\n");
  const auto planned = cli.run({"schedule", "create", "--chat", "-1002"});
  EXPECT_EQ(planned.exit_code, 0);
  EXPECT_TRUE(mentions(planned.out, "unfilled")) << planned.out;
}

TEST_F(BadMedia, InitRefusesAFolderThatIsNotThere) {
  for (const std::string& path : {photos() + "/nothing", photos() + "/memes/a.jpg"}) {
    const auto result = cli.run({"init", "--chat", "-1002", "--name", "new", "--source", "local",
                                 "--source-path", path, "--yes"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_TRUE(mentions(result.err, "igbotctl: source folder ")) << result.err;
  }
  EXPECT_FALSE(mentions(must_run({"chat", "list"}).out, "-1002"));
}

TEST_F(BadMedia, BadFilesAreNamedAndTheOthersGoOn) {
  write_file(photos(), "memes/empty.jpg", "");
  write_file(photos(), "memes/text.jpg", "only text");
  write_file(photos(), "memes/good.jpg", jpeg_bytes(64, 64, 3));
  fs::create_symlink("/etc/passwd", photos() + "/memes/out.jpg");
  fs::create_symlink("/etc", photos() + "/etc");
  ASSERT_EQ(::mkfifo((photos() + "/memes/fifo.jpg").c_str(), 0600), 0);
  const auto result = cli.run({"media", "sync"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.out, "team: 1 new, 2 unchanged, 5 not usable\n");
  for (const char* line :
       {"memes/empty.jpg (the file is empty)",
        "memes/text.jpg (no image or video, whatever its name says)",
        "memes/out.jpg (the link leaves the media folder)",
        "etc (the link leaves the media folder)", "memes/fifo.jpg (a FIFO is not read)"}) {
    EXPECT_TRUE(mentions(result.err, std::string("not usable: ") + line)) << result.err;
  }
}

TEST_F(BadMedia, AFolderThatMayNotBeReadDeactivatesNothing) {
  const auto prepared = cli.run_script(
      "chmod 755 . && chown -R 65534:65534 . && chmod 000 photos/memes && exec setpriv "
      "--reuid=65534 --regid=65534 --clear-groups \"$CLI\" version");
  if (prepared.exit_code != 0) GTEST_SKIP() << "the program cannot be run as another user here";
  const auto inner = sync_as_nobody();
  EXPECT_EQ(inner.exit_code, 3);
  EXPECT_TRUE(mentions(inner.err, "memes (cannot be listed: Permission denied)")) << inner.err;
  fs::permissions(photos(), fs::perms(0));
  const auto whole = sync_as_nobody();
  EXPECT_EQ(whole.exit_code, 1);
  EXPECT_TRUE(mentions(whole.err, photos() + " (Permission denied)")) << whole.err;
  fs::permissions(photos(), fs::perms(0755));
  fs::permissions(photos() + "/memes", fs::perms(0755));
  EXPECT_EQ(sync_as_nobody().out, "team: 2 unchanged\n");
}

}  // namespace
}  // namespace igbot::test
