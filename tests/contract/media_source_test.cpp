// SPDX-License-Identifier: MIT
#include "core/media/media_source.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "core/crypto/digest.hpp"
#include "core/error.hpp"
#include "tests/contract/source_worlds.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::media {
namespace {

using test::fake_jpeg;

/// Everything a source lists, by path.
struct Listed {
  std::map<std::string, MediaEntry> entries;
  std::int64_t skipped = 0;
  std::vector<Problem> problems;
  bool incomplete = false;
};

Listed list_source(MediaSource& source) {
  Listed listed;
  std::optional<std::string> cursor;
  do {
    const MediaPage page = source.list(cursor);
    for (const MediaEntry& entry : page.entries) {
      EXPECT_TRUE(listed.entries.emplace(entry.path, entry).second) << "twice: " << entry.path;
    }
    listed.skipped += page.skipped;
    listed.problems.insert(listed.problems.end(), page.problems.begin(), page.problems.end());
    listed.incomplete = listed.incomplete || page.incomplete;
    cursor = page.next;
  } while (cursor);
  return listed;
}

MediaRef ref_of(const MediaEntry& entry) { return {entry.identifier, entry.version}; }

std::string bytes_of(MediaSource& source, const MediaEntry& entry) {
  std::string bytes;
  source.read(ref_of(entry), [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

/// Bytes of every value, without a pattern that ends at a power of two.
std::string binary_bytes(std::size_t size) {
  std::string bytes = fake_jpeg("");
  for (std::size_t i = bytes.size(); i < size; ++i) {
    bytes += static_cast<char>((i * 31 + i / 251) & 0xFFU);
  }
  return bytes;
}

/// What every media source promises, each over what it is made for.
class MediaSourceContract : public testing::TestWithParam<test::SourceKind> {
 protected:
  Listed list() { return list_source(*world_->open()); }
  std::set<std::string> paths() {
    std::set<std::string> found;
    for (const auto& [path, entry] : list().entries) found.insert(path);
    return found;
  }
  ErrorKind kind_of_reading(const MediaRef& ref) {
    try {
      world_->open()->read(ref, [](std::string_view) {});
    } catch (const Error& error) {
      return error.kind();
    }
    throw std::logic_error("it was read");
  }

  std::unique_ptr<test::SourceWorld> world_ = GetParam().make_world();
};

TEST_P(MediaSourceContract, AnEmptySourceIsAWholeListing) {
  const Listed listed = list();
  EXPECT_TRUE(listed.entries.empty());
  EXPECT_TRUE(listed.problems.empty());
  EXPECT_FALSE(listed.incomplete);
}

TEST_P(MediaSourceContract, EveryMediaFileIsListedOnceAndTheRestCounted) {
  world_->put("top.jpg", fake_jpeg("1"));
  world_->put("memes/a.PNG", fake_jpeg("22"));
  world_->put("memes/deep/b.mp4", fake_jpeg("333"));
  world_->put("merch/notes.txt", "text");
  world_->put(".hidden.jpg", fake_jpeg("4"));
  world_->put("memes/.trash/c.jpg", fake_jpeg("5"));
  const Listed listed = list();
  ASSERT_EQ(paths(), (std::set<std::string>{"top.jpg", "memes/a.PNG", "memes/deep/b.mp4"}));
  EXPECT_EQ(listed.skipped, 1);
  EXPECT_TRUE(listed.problems.empty());
  EXPECT_FALSE(listed.incomplete);
  EXPECT_EQ(listed.entries.at("memes/deep/b.mp4").size, 13);
  EXPECT_EQ(category_of(listed.entries.at("memes/deep/b.mp4").path), "memes");
  EXPECT_EQ(category_of(listed.entries.at("top.jpg").path), "uncategorized");
}

TEST_P(MediaSourceContract, IdentifiersAndVersionsStayWhileNothingChanges) {
  for (const char* path : {"a.jpg", "x/a.jpg", "y/a.jpg"}) world_->put(path, fake_jpeg(path));
  const Listed first = list();
  world_->put("b.jpg", fake_jpeg("b"));
  world_->remove("y/a.jpg");
  const Listed second = list();
  std::set<std::string> identifiers;
  for (const auto& [path, entry] : first.entries) identifiers.insert(entry.identifier);
  EXPECT_EQ(identifiers.size(), 3U);
  for (const char* path : {"a.jpg", "x/a.jpg"}) {
    EXPECT_EQ(second.entries.at(path).identifier, first.entries.at(path).identifier);
    EXPECT_EQ(second.entries.at(path).version, first.entries.at(path).version);
  }
}

TEST_P(MediaSourceContract, OtherBytesAndAnotherTimeAreOtherVersions) {
  world_->put("a.jpg", fake_jpeg("1"));
  world_->put("b.jpg", fake_jpeg("1"));
  const Listed before = list();
  world_->put("a.jpg", fake_jpeg("2"));
  world_->touch("b.jpg");
  const Listed after = list();
  for (const char* path : {"a.jpg", "b.jpg"}) {
    EXPECT_EQ(after.entries.at(path).identifier, before.entries.at(path).identifier);
    EXPECT_NE(after.entries.at(path).version, before.entries.at(path).version) << path;
    EXPECT_EQ(after.entries.at(path).size, before.entries.at(path).size);
  }
}

TEST_P(MediaSourceContract, ARenamedFileIsListedUnderItsNewName) {
  world_->put("memes/a.jpg", fake_jpeg("1"));
  const std::string before = list().entries.at("memes/a.jpg").identifier;
  world_->rename("memes/a.jpg", "merch/b.jpg");
  const Listed after = list();
  ASSERT_EQ(after.entries.size(), 1U);
  EXPECT_EQ(after.entries.at("merch/b.jpg").identifier == before,
            world_->renames_keep_identifiers());
}

TEST_P(MediaSourceContract, ToldDigestsAreTrue) {
  world_->put("plain.jpg", fake_jpeg("plain"));
  world_->put("touched.jpg", fake_jpeg("touched"));
  world_->touch("touched.jpg");
  const Listed listed = list();
  for (const char* name : {"plain", "touched"}) {
    const std::string path = std::string(name) + ".jpg";
    const MediaEntry& entry = listed.entries.at(path);
    const auto digest = [&](crypto::DigestAlgorithm algorithm) {
      return crypto::digest_hex(algorithm, fake_jpeg(name));
    };
    if (entry.md5) EXPECT_EQ(*entry.md5, digest(crypto::DigestAlgorithm::md5));
    if (entry.sha256) EXPECT_EQ(*entry.sha256, digest(crypto::DigestAlgorithm::sha256));
  }
  const MediaEntry& plain = listed.entries.at("plain.jpg");
  EXPECT_EQ(plain.md5 || plain.sha256, world_->tells_digests());
}

TEST_P(MediaSourceContract, ReadingGivesExactlyTheBytes) {
  const std::vector<std::size_t> sizes{11, 65'535, 65'536, 65'537, 1'500'001};
  for (const std::size_t size : sizes) {
    world_->put(std::to_string(size) + ".jpg", binary_bytes(size));
  }
  const Listed listed = list();
  const auto source = world_->open();
  for (const std::size_t size : sizes) {
    const MediaEntry& entry = listed.entries.at(std::to_string(size) + ".jpg");
    EXPECT_EQ(entry.size, static_cast<std::int64_t>(size));
    EXPECT_TRUE(bytes_of(*source, entry) == binary_bytes(size)) << size;
  }
}

TEST_P(MediaSourceContract, AnEmptyFileIsReadAsOne) {
  world_->put("empty.jpg", "");
  const MediaEntry entry = list().entries.at("empty.jpg");
  EXPECT_EQ(entry.size, 0);
  EXPECT_EQ(bytes_of(*world_->open(), entry), "");
}

TEST_P(MediaSourceContract, AnUploadInPartsOrATouchedFileIsReadToo) {
  world_->put("a.jpg", binary_bytes(100'000));
  world_->touch("a.jpg");
  EXPECT_TRUE(bytes_of(*world_->open(), list().entries.at("a.jpg")) == binary_bytes(100'000));
}

TEST_P(MediaSourceContract, WhatIsGoneChangedOrUnreadableIsNotFound) {
  for (const char* path : {"gone.jpg", "changed.jpg", "touched.jpg", "closed.jpg"}) {
    world_->put(path, fake_jpeg(path));
  }
  const Listed listed = list();
  world_->remove("gone.jpg");
  world_->put("changed.jpg", fake_jpeg("other"));
  world_->touch("touched.jpg");
  world_->make_unreadable("closed.jpg");
  for (const auto& [path, entry] : listed.entries) {
    EXPECT_EQ(kind_of_reading(ref_of(entry)), ErrorKind::not_found) << path;
  }
}

TEST_P(MediaSourceContract, FetchWritesAPrivateFileAndLeavesNothingWhenItFails) {
  world_->put("a.jpg", binary_bytes(200'000));
  const MediaEntry entry = list().entries.at("a.jpg");
  const test::TemporaryFolder target;
  const auto source = world_->open();
  source->fetch(ref_of(entry), target.path() / "copy");
  std::ifstream copy(target.path() / "copy", std::ios::binary);
  EXPECT_TRUE(std::string(std::istreambuf_iterator<char>(copy), {}) == binary_bytes(200'000));
  struct stat info {};
  ASSERT_EQ(::stat((target.path() / "copy").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);

  world_->put("a.jpg", fake_jpeg("other"));
  EXPECT_THROW(source->fetch(ref_of(entry), target.path() / "second"), Error);
  EXPECT_FALSE(std::filesystem::exists(target.path() / "second"));
  EXPECT_THROW(source->fetch({"no such/file.jpg", entry.version}, target.path() / "third"), Error);
  EXPECT_FALSE(std::filesystem::exists(target.path() / "third"));
}

TEST_P(MediaSourceContract, WhatTheSinkThrowsIsThrownOnAtOnce) {
  world_->put("a.jpg", binary_bytes(300'000));
  const MediaEntry entry = list().entries.at("a.jpg");
  int pieces = 0;
  const auto refuse = [&](std::string_view) {
    ++pieces;
    throw Error(ErrorKind::temporary, "disk full");
  };
  try {
    world_->open()->read(ref_of(entry), refuse);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "disk full");
  }
  EXPECT_EQ(pieces, 1);
}

TEST_P(MediaSourceContract, SeveralThreadsReadAtOnce) {
  constexpr int k_files = 6;
  for (int i = 0; i < k_files; ++i) {
    world_->put(std::to_string(i) + ".jpg", binary_bytes(50'000 + static_cast<std::size_t>(i)));
  }
  const Listed listed = list();
  const auto source = world_->open();
  std::vector<std::string> read(k_files);
  std::vector<std::thread> threads;
  for (int i = 0; i < k_files; ++i) {
    threads.emplace_back([&, i] {
      read[static_cast<std::size_t>(i)] =
          bytes_of(*source, listed.entries.at(std::to_string(i) + ".jpg"));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < k_files; ++i) EXPECT_TRUE(read[i] == binary_bytes(50'000 + i));
}

TEST_P(MediaSourceContract, OddNamesAreListedAndRead) {
  std::set<std::string> names{
      "a b+c.jpg",        "100%.jpg", "%41.jpg",     "(1)/x;y=z&w?.jpg", "\xC3\xA9\xE2\x82\xAC.jpg",
      "'\"<>#!$*~,@.jpg", "A.jpg",    "a.b.c/d.jpg", "\\back\\slash.jpg"};
  if (world_->keeps_line_breaks()) names.insert("line\nbreak.jpg");
  for (const std::string& name : names) world_->put(name, fake_jpeg(name));
  ASSERT_EQ(paths(), names);
  const auto source = world_->open();
  for (const auto& [path, entry] : list().entries) {
    EXPECT_EQ(bytes_of(*source, entry), fake_jpeg(path));
  }
}

TEST_P(MediaSourceContract, ABrokenListingIsNeverTakenForAWholeOne) {
  for (const char* path : {"a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"}) {
    world_->put(path, fake_jpeg(path));
  }
  world_->break_listing();
  try {
    EXPECT_TRUE(list().incomplete);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::temporary);
  }
  world_->mend_listing();
  EXPECT_EQ(list().entries.size(), 5U);
  EXPECT_FALSE(list().incomplete);
}

TEST_P(MediaSourceContract, FoldersAreShownByNameAndLedInto) {
  world_->put("merch/deep/a.jpg", fake_jpeg("1"));
  world_->put("memes (1)/b.jpg", fake_jpeg("2"));
  world_->put("merch/c.jpg", fake_jpeg("3"));
  world_->put(".hidden/d.jpg", fake_jpeg("4"));
  const auto source = world_->open();
  const auto top = source->folders(std::nullopt);
  ASSERT_EQ(top.size(), 2U);
  EXPECT_EQ(top[0].name, "memes (1)");
  EXPECT_EQ(top[1].name, "merch");
  const auto inner = source->folders(top[1].id);
  ASSERT_EQ(inner.size(), 1U);
  EXPECT_EQ(inner[0].name, "deep");
  EXPECT_TRUE(source->folders(inner[0].id).empty());
  const auto outside = world_->outside_folder();
  if (!outside) return;
  try {
    source->folders(outside);
    FAIL() << "it lies outside";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
  }
}

TEST_P(MediaSourceContract, TheCompletedConfigurationIsTheSameSource) {
  world_->put("a.jpg", fake_jpeg("1"));
  const auto source = world_->open();
  const SourceConfig completed = source->completed_config();
  EXPECT_EQ(parse_source_config(type_of(world_->config()), print_source_config(completed)),
            completed);
  EXPECT_EQ(root_of(completed), source->root());
  EXPECT_EQ(world_->open()->root(), source->root());
}

INSTANTIATE_TEST_SUITE_P(Sources, MediaSourceContract, testing::ValuesIn(test::source_kinds()),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace igbot::media
