// SPDX-License-Identifier: MIT
#include "providers/imaging/mp4_index.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_file.hpp"

namespace igbot::imaging {
namespace {

std::string number_bytes(std::uint64_t number, int count) {
  std::string bytes;
  for (int i = count - 1; i >= 0; --i) bytes += static_cast<char>(number >> (8 * i) & 0xFF);
  return bytes;
}

/// A box with that many bytes of content.
std::string box(const std::string& type, std::size_t content) {
  return number_bytes(8 + content, 4) + type + std::string(content, '\0');
}

/// The same with its size in 64 bits.
std::string large_box(const std::string& type, std::size_t content) {
  return number_bytes(1, 4) + type + number_bytes(16 + content, 8) + std::string(content, '\0');
}

bool is_first(const std::string& bytes) {
  const test::TemporaryFile file("a.mp4", bytes);
  return has_index_first(file.path());
}

TEST(Mp4Index, IsFirstWhenItComesBeforeTheMedia) {
  EXPECT_TRUE(is_first(box("ftyp", 16) + box("moov", 100) + box("mdat", 100)));
  EXPECT_TRUE(is_first(box("ftyp", 16) + large_box("free", 9) + box("moov", 100)));
  EXPECT_FALSE(is_first(box("ftyp", 16) + box("mdat", 100) + box("moov", 100)));
  EXPECT_FALSE(is_first(box("ftyp", 16) + large_box("mdat", 100) + box("moov", 100)));
}

TEST(Mp4Index, IsNotFirstInWhatMakesNoSense) {
  EXPECT_FALSE(is_first(""));
  EXPECT_FALSE(is_first("moov"));
  EXPECT_FALSE(is_first(box("ftyp", 16)));
  EXPECT_FALSE(is_first(number_bytes(0, 4) + "free" + box("moov", 100)));
  EXPECT_FALSE(is_first(number_bytes(7, 4) + "free" + box("moov", 100)));
  EXPECT_FALSE(is_first(number_bytes(1, 4) + "free" + number_bytes(~0ULL, 8) + box("moov", 99)));
}

TEST(Mp4Index, IsNotLookedForWithoutEnd) {
  std::string many;
  for (int i = 0; i < 2000; ++i) many += box("free", 0);
  EXPECT_FALSE(is_first(many + box("moov", 100)));
}

}  // namespace
}  // namespace igbot::imaging
