// SPDX-License-Identifier: MIT
#include "providers/local/local_source.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "core/error.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::local {
namespace {

std::set<std::string> paths_of(const media::MediaPage& page) {
  std::set<std::string> paths;
  for (const auto& entry : page.entries) paths.insert(entry.path);
  return paths;
}

std::string reason_for(const media::MediaPage& page, const std::string& path) {
  for (const auto& problem : page.problems) {
    if (problem.path == path) return problem.reason;
  }
  return {};
}

std::string content_of(LocalSource& source, const media::MediaRef& ref) {
  std::string bytes;
  source.read(ref, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

/// The effective user is nobody while this lives: root may read everything.
class AsNobody {
 public:
  AsNobody() : was_root_(::geteuid() == 0) {
    if (was_root_ && ::seteuid(65534) != 0) throw std::runtime_error("seteuid failed");
  }
  ~AsNobody() {
    if (was_root_ && ::seteuid(0) != 0) std::abort();
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  bool was_root_;
};

TEST(LocalSource, ListsMediaInAllFoldersAndCountsTheRest) {
  test::TemporaryFolder folder;
  test::write_photo(folder.path(), "top.jpg", "1");
  test::write_photo(folder.path(), "memes/deep/a.JPG", "2");
  test::write_file(folder.path(), "memes/notes.txt", "hello");
  const auto page = LocalSource(folder.path()).list(std::nullopt);
  EXPECT_EQ(paths_of(page), (std::set<std::string>{"top.jpg", "memes/deep/a.JPG"}));
  EXPECT_EQ(page.skipped, 1);
  EXPECT_TRUE(page.problems.empty());
  EXPECT_FALSE(page.incomplete);
}

TEST(LocalSource, HiddenFilesAndFoldersAreNotLookedAt) {
  test::TemporaryFolder folder;
  test::write_photo(folder.path(), ".hidden.jpg", "1");
  test::write_photo(folder.path(), ".trash/a.jpg", "2");
  const auto page = LocalSource(folder.path()).list(std::nullopt);
  EXPECT_TRUE(page.entries.empty());
  EXPECT_EQ(page.skipped, 0);
}

TEST(LocalSource, AMissingFolderSaysSo) {
  test::TemporaryFolder folder;
  try {
    LocalSource source(folder.path() / "nothing");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("nothing"), std::string::npos);
    EXPECT_FALSE(error.hint().empty());
  }
}

TEST(LocalSource, ALinkThatStaysInsideIsAFileOfItsOwn) {
  test::TemporaryFolder folder;
  test::write_photo(folder.path(), "memes/a.jpg", "1");
  std::filesystem::create_symlink("memes/a.jpg", folder.path() / "relative.jpg");
  std::filesystem::create_symlink(folder.path() / "memes/a.jpg", folder.path() / "absolute.jpg");
  LocalSource source(folder.path());
  const auto page = source.list(std::nullopt);
  EXPECT_EQ(paths_of(page), (std::set<std::string>{"memes/a.jpg", "relative.jpg", "absolute.jpg"}));
  for (const auto& entry : page.entries) {
    EXPECT_EQ(content_of(source, {entry.identifier, entry.version}), test::fake_jpeg("1"));
  }
}

TEST(LocalSource, AFolderLinkIsEnteredOnceAndItsFilesCanBeRead) {
  test::TemporaryFolder folder;
  test::write_photo(folder.path(), "archive/a.jpg", "1");
  std::filesystem::create_directory(folder.path() / "memes");
  std::filesystem::create_directory_symlink("../archive", folder.path() / "memes/old");
  std::filesystem::create_directory_symlink("../memes", folder.path() / "archive/again");
  LocalSource source(folder.path());
  const auto page = source.list(std::nullopt);
  EXPECT_EQ(paths_of(page), (std::set<std::string>{"archive/a.jpg", "memes/old/a.jpg"}));
  for (const auto& entry : page.entries) {
    EXPECT_EQ(content_of(source, {entry.identifier, entry.version}), test::fake_jpeg("1"));
  }
}

TEST(LocalSource, LoopsComeToAnEndAndAreReported) {
  test::TemporaryFolder folder;
  test::write_photo(folder.path(), "a/b/x.jpg", "1");
  std::filesystem::create_directory_symlink("..", folder.path() / "a/b/up");
  std::filesystem::create_directory_symlink(".", folder.path() / "root");
  std::filesystem::create_symlink("self.jpg", folder.path() / "self.jpg");
  const auto page = LocalSource(folder.path()).list(std::nullopt);
  EXPECT_EQ(paths_of(page), (std::set<std::string>{"a/b/x.jpg"}));
  EXPECT_NE(reason_for(page, "a/b/up"), "");
  EXPECT_NE(reason_for(page, "root"), "");
  EXPECT_NE(reason_for(page, "self.jpg"), "");
  EXPECT_FALSE(page.incomplete);
}

TEST(LocalSource, ALinkThatLeavesTheFolderIsRefusedAndReported) {
  test::TemporaryFolder outside;
  test::TemporaryFolder folder;
  test::write_photo(outside.path(), "secret.jpg", "1");
  std::filesystem::create_symlink(outside.path() / "secret.jpg", folder.path() / "a.jpg");
  std::filesystem::create_directory_symlink(outside.path(), folder.path() / "all");
  const auto page = LocalSource(folder.path()).list(std::nullopt);
  EXPECT_TRUE(page.entries.empty());
  EXPECT_EQ(reason_for(page, "a.jpg"), "the link leaves the media folder");
  EXPECT_EQ(reason_for(page, "all"), "the link leaves the media folder");
}

TEST(LocalSource, AFolderWhoseNameBeginsLikeTheRootIsOutside) {
  test::TemporaryFolder parent;
  test::write_photo(parent.path(), "photos-private/x.jpg", "1");
  std::filesystem::create_directory(parent.path() / "photos");
  std::filesystem::create_directory_symlink("../photos-private", parent.path() / "photos/x");
  const auto page = LocalSource(parent.path() / "photos").list(std::nullopt);
  EXPECT_TRUE(page.entries.empty());
  EXPECT_EQ(reason_for(page, "x"), "the link leaves the media folder");
}

TEST(LocalSource, AFileSwappedForALinkOutsideIsNotRead) {
  test::TemporaryFolder outside;
  test::TemporaryFolder folder;
  test::write_photo(outside.path(), "secret.jpg", "1");
  test::write_photo(folder.path(), "memes/a.jpg", "1");
  LocalSource source(folder.path());
  const auto entry = source.list(std::nullopt).entries.at(0);
  std::filesystem::remove(folder.path() / "memes/a.jpg");
  std::filesystem::create_symlink(outside.path() / "secret.jpg", folder.path() / "memes/a.jpg");
  EXPECT_THROW(content_of(source, {entry.identifier, entry.version}), Error);
}

TEST(LocalSource, AFolderSwappedForALinkOutsideIsNotEntered) {
  test::TemporaryFolder outside;
  test::TemporaryFolder folder;
  test::write_photo(folder.path(), "memes/a.jpg", "1");
  LocalSource source(folder.path());
  const auto entry = source.list(std::nullopt).entries.at(0);
  std::filesystem::rename(folder.path() / "memes", outside.path() / "memes");
  std::filesystem::create_directory_symlink(outside.path() / "memes", folder.path() / "memes");
  EXPECT_THROW(content_of(source, {entry.identifier, entry.version}), Error);
}

TEST(LocalSource, NoIdentifierLeadsOutside) {
  test::TemporaryFolder parent;
  test::write_photo(parent.path(), "secret.jpg", "1");
  std::filesystem::create_directory(parent.path() / "photos");
  LocalSource source(parent.path() / "photos");
  struct stat info {};
  ASSERT_EQ(::stat((parent.path() / "secret.jpg").c_str(), &info), 0);
  for (const std::string& identifier :
       {std::string("../secret.jpg"), (parent.path() / "secret.jpg").string(), std::string("./x"),
        std::string()}) {
    EXPECT_THROW(content_of(source, {identifier, ""}), Error) << identifier;
  }
}

TEST(LocalSource, FifosAndDevicesAreReportedAndNeverBlock) {
  test::TemporaryFolder folder;
  ASSERT_EQ(::mkfifo((folder.path() / "pipe.jpg").c_str(), 0600), 0);
  std::filesystem::create_symlink("pipe.jpg", folder.path() / "link.jpg");
  std::filesystem::create_symlink("/dev/null", folder.path() / "null.jpg");
  LocalSource source(folder.path());
  const auto page = source.list(std::nullopt);
  EXPECT_TRUE(page.entries.empty());
  EXPECT_EQ(reason_for(page, "pipe.jpg"), "a FIFO is not read");
  EXPECT_EQ(reason_for(page, "link.jpg"), "a FIFO is not read");
  EXPECT_NE(reason_for(page, "null.jpg"), "");
  EXPECT_THROW(content_of(source, {"pipe.jpg", "0:0.0"}), Error);
}

TEST(LocalSource, AnUnreadableFolderMakesTheListingIncomplete) {
  test::TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms{0755});
  test::write_photo(folder.path(), "open/a.jpg", "1");
  test::write_photo(folder.path(), "closed/b.jpg", "2");
  std::filesystem::permissions(folder.path() / "closed", std::filesystem::perms::none);
  const auto page = [&] {
    const AsNobody nobody;
    return LocalSource(folder.path()).list(std::nullopt);
  }();
  std::filesystem::permissions(folder.path() / "closed", std::filesystem::perms{0755});
  EXPECT_TRUE(page.incomplete);
  EXPECT_EQ(paths_of(page), (std::set<std::string>{"open/a.jpg"}));
  EXPECT_EQ(reason_for(page, "closed"), "cannot be listed: Permission denied");
}

TEST(LocalSource, NamesThatAreNoUtf8AreKeptByteForByte) {
  test::TemporaryFolder folder;
  test::write_photo(folder.path(), "odd\xFF\xFE.jpg", "1");
  LocalSource source(folder.path());
  const auto page = source.list(std::nullopt);
  ASSERT_EQ(page.entries.size(), 1U);
  EXPECT_EQ(page.entries[0].identifier, "odd\xFF\xFE.jpg");
  EXPECT_EQ(content_of(source, {page.entries[0].identifier, page.entries[0].version}),
            test::fake_jpeg("1"));
}

TEST(LocalSource, AFileThatChangedSinceItWasListedIsNotRead) {
  test::TemporaryFolder folder;
  test::write_photo(folder.path(), "a.jpg", "1");
  LocalSource source(folder.path());
  const auto entry = source.list(std::nullopt).entries.at(0);
  test::write_photo(folder.path(), "a.jpg", "2");
  EXPECT_THROW(content_of(source, {entry.identifier, entry.version}), Error);
}

TEST(LocalSource, FetchCopiesAFileAndLeavesNothingWhenItFails) {
  test::TemporaryFolder folder;
  test::TemporaryFolder target;
  test::write_photo(folder.path(), "a.jpg", std::string(200'000, 'x'));
  LocalSource source(folder.path());
  const auto entry = source.list(std::nullopt).entries.at(0);
  source.fetch({entry.identifier, entry.version}, target.path() / "copy.jpg");
  std::ifstream copy(target.path() / "copy.jpg", std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(copy), {}),
            test::fake_jpeg(std::string(200'000, 'x')));

  EXPECT_THROW(source.fetch({entry.identifier, "other"}, target.path() / "second.jpg"), Error);
  EXPECT_FALSE(std::filesystem::exists(target.path() / "second.jpg"));
}

}  // namespace
}  // namespace igbot::local
