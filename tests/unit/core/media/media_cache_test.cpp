// SPDX-License-Identifier: MIT
#include "core/media/media_cache.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include "core/error.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::media {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using std::chrono::seconds;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void overwrite(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::string sha256_of(const std::string& bytes) {
  return crypto::digest_hex(crypto::DigestAlgorithm::sha256, bytes);
}

mode_t mode_of(const fs::path& path) {
  struct stat info {};
  EXPECT_EQ(::stat(path.c_str(), &info), 0);
  return info.st_mode & 0777;
}

class MediaCacheTest : public testing::Test {
 protected:
  static MediaKey key(const std::string& identifier) {
    return {.source = "s3 bucket",
            .identifier = identifier,
            .version = "1",
            .expected = {},
            .size = {}};
  }
  MediaCache cache(std::uint64_t max_bytes = 1'000'000) {
    return MediaCache(folder_, max_bytes, clock_);
  }
  /// Fetches a file whose source has `bytes`, and returns what arrived.
  std::string fetch(const MediaCache& cache, const MediaKey& key, const std::string& bytes) {
    const fs::path to = here_.path() / ("got" + std::to_string(++files_));
    clock_.advance(seconds{1});
    const std::string sha256 = cache.fetch(
        key,
        [&](const fs::path& file) {
          ++downloads_;
          overwrite(file, bytes);
        },
        to);
    EXPECT_EQ(sha256, sha256_of(bytes_of(to)));
    return bytes_of(to);
  }
  std::vector<fs::path> kept() const {
    std::vector<fs::path> files;
    if (!fs::exists(folder_)) return files;
    for (const auto& entry : fs::directory_iterator(folder_)) files.push_back(entry.path());
    return files;
  }
  fs::path only_kept() const {
    EXPECT_EQ(kept().size(), 1U);
    return kept().at(0);
  }
  std::uint64_t kept_bytes() const {
    std::uint64_t sum = 0;
    for (const fs::path& file : kept()) sum += fs::file_size(file);
    return sum;
  }
  bool has(const std::string& bytes) const {
    for (const fs::path& file : kept()) {
      if (bytes_of(file) == bytes) return true;
    }
    return false;
  }

  test::TemporaryFolder here_;
  test::FakeClock clock_;
  fs::path folder_ = here_.path() / "below" / "cache";
  int downloads_ = 0;
  int files_ = 0;
};

TEST_F(MediaCacheTest, AFileIsDownloadedOnce) {
  EXPECT_EQ(fetch(cache(), key("a"), "photo"), "photo");
  EXPECT_EQ(fetch(cache(), key("a"), "not asked for"), "photo");
  EXPECT_EQ(downloads_, 1);
  EXPECT_EQ(mode_of(folder_), 0700U);
  EXPECT_EQ(mode_of(only_kept()), 0600U);
}

TEST_F(MediaCacheTest, OtherVersionsSourcesAndIdentifiersAreOtherFiles) {
  fetch(cache(), key("a"), "1");
  MediaKey other = key("a");
  other.version = "2";
  EXPECT_EQ(fetch(cache(), other, "2"), "2");
  other = key("a");
  other.source = "s3 bucket2";
  EXPECT_EQ(fetch(cache(), other, "3"), "3");
  // The same letters, shared out in another way.
  other = key("a1");
  other.version = "";
  EXPECT_EQ(fetch(cache(), other, "4"), "4");
  EXPECT_EQ(downloads_, 4);
}

TEST_F(MediaCacheTest, WhoeverGetsAFileMayWriteToItWithoutHarm) {
  fetch(cache(), key("a"), "photo");
  EXPECT_EQ(fetch(cache(), key("a"), ""), "photo");
  EXPECT_EQ(mode_of(here_.path() / "got2"), 0600U);
  overwrite(here_.path() / "got1", "PHOTO");
  overwrite(here_.path() / "got2", "PHOTO");
  EXPECT_EQ(fetch(cache(), key("a"), ""), "photo");
  EXPECT_EQ(downloads_, 1);
}

TEST_F(MediaCacheTest, DamagedAndTruncatedFilesAreDownloadedAnew) {
  for (const std::string& damage : {"phOto", "pho", "", "photo and more"}) {
    fetch(cache(), key("a"), "photo");
    overwrite(only_kept(), damage);
    const int before = downloads_;
    EXPECT_EQ(fetch(cache(), key("a"), "photo"), "photo") << damage;
    EXPECT_EQ(downloads_, before + 1) << damage;
    EXPECT_EQ(bytes_of(only_kept()), "photo") << damage;
  }
}

TEST_F(MediaCacheTest, OtherBytesThanExpectedAreRefusedAndNotKept) {
  MediaKey wrong_sha256 = key("a");
  wrong_sha256.expected.sha256 = sha256_of("old photo");
  MediaKey wrong_md5 = key("b");
  wrong_md5.expected.md5 = std::string(32, '0');
  MediaKey wrong_size = key("c");
  wrong_size.size = 4;
  for (const MediaKey& wrong : {wrong_sha256, wrong_md5, wrong_size}) {
    try {
      fetch(cache(), wrong, "photo");
      ADD_FAILURE() << wrong.identifier;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::not_found);
      EXPECT_EQ(error.what(), "changed since it was listed: " + wrong.identifier);
    }
  }
  EXPECT_TRUE(kept().empty());
  EXPECT_EQ(std::distance(fs::directory_iterator(here_.path()), {}), 1);  // the folder alone
}

TEST_F(MediaCacheTest, TheRightDigestsAreAccepted) {
  MediaKey right = key("a");
  right.expected.md5 = crypto::digest_hex(crypto::DigestAlgorithm::md5, "photo");
  right.size = 5;
  fetch(cache(), right, "photo");
  EXPECT_EQ(fetch(cache(), right, ""), "photo");
  right.expected.sha256 = sha256_of("photo");
  EXPECT_EQ(fetch(cache(), right, ""), "photo");
  EXPECT_EQ(downloads_, 1);
}

TEST_F(MediaCacheTest, AKeptFileThatIsNotTheExpectedOneIsReplaced) {
  fetch(cache(), key("a"), "old");
  MediaKey expecting = key("a");
  expecting.expected.sha256 = sha256_of("new");
  EXPECT_EQ(fetch(cache(), expecting, "new"), "new");
  EXPECT_EQ(bytes_of(only_kept()), "new");
}

TEST_F(MediaCacheTest, WhatWasUsedLongestAgoGoesFirst) {
  const MediaCache small = cache(30);
  fetch(small, key("a"), std::string(10, 'a'));
  fetch(small, key("b"), std::string(10, 'b'));
  fetch(small, key("c"), std::string(10, 'c'));
  fetch(small, key("a"), "");  // used again
  fetch(small, key("d"), std::string(10, 'd'));
  EXPECT_EQ(kept_bytes(), 30U);
  EXPECT_FALSE(has(std::string(10, 'b')));
  fetch(small, key("e"), std::string(20, 'e'));
  EXPECT_TRUE(has(std::string(10, 'd')));
  EXPECT_FALSE(has(std::string(10, 'a')));
}

TEST_F(MediaCacheTest, AFileLargerThanTheCacheIsPassedThroughAndDisplacesNothing) {
  fetch(cache(30), key("a"), "kept");
  EXPECT_EQ(fetch(cache(30), key("big"), std::string(31, 'x')), std::string(31, 'x'));
  EXPECT_EQ(bytes_of(only_kept()), "kept");
}

TEST_F(MediaCacheTest, NothingIsKeptWithoutRoom) {
  EXPECT_EQ(fetch(cache(0), key("a"), "photo"), "photo");
  EXPECT_FALSE(fs::exists(folder_));
  fetch(cache(), key("a"), "photo");
  EXPECT_EQ(kept().size(), 1U);
  fetch(cache(0), key("b"), "other");
  EXPECT_TRUE(kept().empty());
}

TEST_F(MediaCacheTest, ALowerLimitHoldsFromTheNextUseOn) {
  fetch(cache(), key("a"), std::string(100, 'a'));
  fetch(cache(), key("b"), std::string(100, 'b'));
  fetch(cache(150), key("b"), "");
  EXPECT_EQ(kept_bytes(), 100U);
  EXPECT_EQ(downloads_, 2);
}

TEST_F(MediaCacheTest, AFailedDownloadLeavesNothing) {
  const fs::path to = here_.path() / "got";
  EXPECT_THROW(
      cache().fetch(
          key("a"), [](const fs::path&) { throw Error(ErrorKind::temporary, "no answer", "wait"); },
          to),
      Error);
  EXPECT_TRUE(kept().empty());
  EXPECT_FALSE(fs::exists(to));
}

TEST_F(MediaCacheTest, DraftsOfDeadProcessesAreSweptAfterADayAndCountUntilThen) {
  fetch(cache(), key("a"), "photo");
  clock_.set(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
  overwrite(folder_ / "tmp.dead", std::string(90, 'x'));
  overwrite(folder_ / "of somebody else", std::string(900, 'x'));
  EXPECT_EQ(fetch(cache(100), key("b"), std::string(20, 'b')), std::string(20, 'b'));
  EXPECT_FALSE(has(std::string(20, 'b')));  // no room beside it
  clock_.advance(hours{25});
  fetch(cache(100), key("b"), std::string(20, 'b'));
  EXPECT_FALSE(fs::exists(folder_ / "tmp.dead"));
  EXPECT_TRUE(fs::exists(folder_ / "of somebody else"));
  EXPECT_TRUE(has(std::string(20, 'b')));
}

TEST_F(MediaCacheTest, AFolderThatOthersMayWriteToIsNotUsed) {
  fetch(cache(), key("a"), "photo");
  fs::permissions(folder_, fs::perms{0777});
  overwrite(only_kept(), "planted");
  EXPECT_EQ(fetch(cache(), key("a"), "photo"), "photo");
  EXPECT_EQ(downloads_, 2);
  fs::permissions(folder_, fs::perms{0700});
  EXPECT_EQ(bytes_of(only_kept()), "planted");  // not even looked at
}

TEST_F(MediaCacheTest, WithoutAUsableFolderFilesArePassedThrough) {
  fs::create_directory(folder_.parent_path());
  overwrite(folder_, "a file in its place");
  EXPECT_EQ(fetch(cache(), key("a"), "photo"), "photo");
  fs::remove(folder_);
  const fs::path elsewhere = here_.path() / "elsewhere";
  fs::create_directory(elsewhere);
  fs::create_directory_symlink(elsewhere, folder_);
  EXPECT_EQ(fetch(cache(), key("a"), "photo"), "photo");
  EXPECT_TRUE(fs::is_empty(elsewhere));
  EXPECT_EQ(downloads_, 2);
}

TEST_F(MediaCacheTest, AFullDiskKeepsNothingAndIsNoError) {
  const std::string large(100'000, 'x');
  const pid_t child = ::fork();
  if (child == 0) {
    // What is written beyond this size fails, as on a full disk.
    bool good = fetch(cache(), key("small"), "photo") == "photo";
    ::signal(SIGXFSZ, SIG_IGN);
    const fs::path source = here_.path() / "large";
    overwrite(source, large);
    const fs::path to = here_.path() / "linked";
    const rlimit limit{50'000, 50'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto link = [&](const fs::path& file) { fs::create_hard_link(source, file); };
    good = good && cache().fetch(key("large"), link, to) == sha256_of(large);
    good = good && bytes_of(to) == large && kept().size() == 1;
    ::_exit(good ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(MediaCacheTest, NamesInTheFolderAreDigestsWhateverTheSourceSays) {
  const std::vector<std::string> hostile{
      "../../../etc/passwd",    "/etc/passwd", "..", "", std::string("a\0b", 3),
      std::string(10'000, 'x'), "a\nb"};
  for (const std::string& identifier : hostile) {
    EXPECT_EQ(fetch(cache(), key(identifier), identifier), identifier);
    EXPECT_EQ(fetch(cache(), key(identifier), "again"), identifier);
  }
  EXPECT_EQ(kept().size(), hostile.size());
  for (const fs::path& file : kept()) {
    EXPECT_EQ(file.filename().string().size(), 129U);
    EXPECT_EQ(file.filename().string().find_first_not_of("0123456789abcdef."), std::string::npos);
  }
}

TEST_F(MediaCacheTest, EntriesThatAreNoFilesAreNotFollowed) {
  fetch(cache(), key("a"), "photo");
  const fs::path entry = only_kept();
  fs::remove(entry);
  overwrite(here_.path() / "secret", "photo");
  fs::create_symlink(here_.path() / "secret", entry);
  EXPECT_EQ(fetch(cache(), key("a"), "photo"), "photo");
  EXPECT_EQ(downloads_, 2);
  EXPECT_EQ(bytes_of(here_.path() / "secret"), "photo");
  EXPECT_FALSE(fs::is_symlink(entry));
}

/// Fetches eight files of 1000 bytes again and again; false when one is not what it should be.
bool fetch_often(const fs::path& folder, const fs::path& to) {
  SystemClock clock;
  const MediaCache cache(folder, 4000, clock);
  for (int round = 0; round < 40; ++round) {
    const std::string bytes(1000, static_cast<char>('a' + round % 8));
    MediaKey wanted;
    wanted.source = "s3";
    wanted.identifier = bytes.substr(0, 1);
    wanted.version = "1";
    cache.fetch(
        wanted, [&](const fs::path& file) { overwrite(file, bytes); }, to);
    if (bytes_of(to) != bytes) return false;
    fs::remove(to);
  }
  return true;
}

TEST_F(MediaCacheTest, ThreadsAndProcessesShareAFolder) {
  std::vector<pid_t> children;
  for (int child = 0; child < 2; ++child) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      const fs::path to = here_.path() / ("child" + std::to_string(child));
      ::_exit(fetch_often(folder_, to) ? 0 : 1);
    }
    children.push_back(pid);
  }
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 2; ++thread) {
    threads.emplace_back([this, thread, &good] {
      const fs::path to = here_.path() / ("thread" + std::to_string(thread));
      if (fetch_often(folder_, to)) ++good;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 2);
  for (const pid_t pid : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(pid, &status, 0), pid);
    EXPECT_EQ(status, 0);
  }
  EXPECT_LE(kept_bytes(), 4000U);
  for (const fs::path& file : kept()) {
    EXPECT_EQ(file.filename().string().substr(65), sha256_of(bytes_of(file)));
  }
}

TEST_F(MediaCacheTest, KilledInTheMiddleItLeavesNoWrongFile) {
  fetch(cache(), key("a"), "photo");
  const std::string large(3'000'000, 'x');
  const pid_t child = ::fork();
  if (child == 0) {
    SystemClock clock;
    const MediaCache cache(folder_, 100'000'000, clock);
    for (int i = 0;; ++i) {
      const fs::path to = here_.path() / "of the child";
      cache.fetch(
          key(std::to_string(i)), [&](const fs::path& file) { overwrite(file, large); }, to);
      fs::remove(to);
    }
  }
  while (kept().size() < 3) std::this_thread::yield();
  ::kill(child, SIGKILL);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(fetch(cache(100'000'000), key("a"), ""), "photo");
  for (const fs::path& file : kept()) {
    const std::string name = file.filename().string();
    if (!name.starts_with("tmp.")) EXPECT_EQ(name.substr(65), sha256_of(bytes_of(file)));
  }
}

}  // namespace
}  // namespace igbot::media
