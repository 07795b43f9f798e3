// SPDX-License-Identifier: MIT
// The disk that power cuts are tried on is itself as bad as it says.
#include "tests/faulty/file_image.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <set>

#include "tests/faulty/disk.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::faulty {
namespace {

constexpr std::size_t k_sector = FileImage::k_sector;

std::string sectors_of(char byte, std::size_t count) { return std::string(count * k_sector, byte); }

/// Everything that a hundred cuts leave.
std::set<std::string> left_by_cuts(const FileImage& image) {
  std::set<std::string> left;
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    std::mt19937 random(seed);
    left.insert(image.after_cut(random));
  }
  return left;
}

TEST(FileImage, WhatWasSyncedStays) {
  FileImage image("before");
  image.write(0, "synced");
  image.sync();
  EXPECT_EQ(left_by_cuts(image), (std::set<std::string>{"synced"}));
}

TEST(FileImage, WritesAreLostTornAndChangePlaces) {
  FileImage image(sectors_of('a', 2));
  image.write(0, sectors_of('b', 1));
  image.write(k_sector, sectors_of('c', 1));
  const std::string a = sectors_of('a', 1);
  const std::string b = sectors_of('b', 1);
  const std::string c = sectors_of('c', 1);
  EXPECT_EQ(left_by_cuts(image), (std::set<std::string>{a + a, b + a, a + c, b + c}));
}

TEST(FileImage, ASectorHoldsAnyOfWhatItWasGiven) {
  FileImage image(sectors_of('a', 1));
  image.write(0, sectors_of('b', 1));
  image.write(0, sectors_of('c', 1));
  EXPECT_EQ(left_by_cuts(image).size(), 3U);
  EXPECT_EQ(image.written(), sectors_of('c', 1));
  EXPECT_EQ(image.durable(), sectors_of('a', 1));
}

TEST(FileImage, SizesAreLostToo) {
  FileImage image(sectors_of('a', 2));
  image.truncate(k_sector);
  image.write(k_sector, sectors_of('b', 2));
  std::set<std::size_t> sizes;
  for (const std::string& left : left_by_cuts(image)) sizes.insert(left.size() / k_sector);
  EXPECT_EQ(sizes, (std::set<std::size_t>{1, 2, 3}));
}

/// Somebody makes a file; what it holds after each of twenty cuts, "-" for no file.
std::set<std::string> left_of_made_file(bool is_file_synced, bool is_folder_synced) {
  std::set<std::string> left;
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "made";
    Disk disk;
    std::ofstream(file) << "whole";
    disk.created(file);
    for (const auto& [name, is_synced] :
         {std::pair(file, is_file_synced), {folder.path(), is_folder_synced}}) {
      const int descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
      if (is_synced) disk.synced(descriptor);
      ::close(descriptor);
    }
    disk.cut(seed, {});
    std::ifstream stream(file);
    left.insert(stream ? std::string(std::istreambuf_iterator<char>(stream), {}) : "-");
  }
  return left;
}

TEST(Disk, AFileThatSomebodyMadeIsWholeAndThereOnlyWhenItAndItsFolderWereSynced) {
  const std::string zeros(5, '\0');
  EXPECT_EQ(left_of_made_file(true, true), (std::set<std::string>{"whole"}));
  EXPECT_EQ(left_of_made_file(true, false), (std::set<std::string>{"whole", "-"}));
  EXPECT_EQ(left_of_made_file(false, true), (std::set<std::string>{"whole", "", zeros}));
}

}  // namespace
}  // namespace igbot::faulty
