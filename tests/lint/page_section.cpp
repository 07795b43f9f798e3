// SPDX-License-Identifier: MIT
#include "tests/lint/page_section.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace igbot::test {

namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

void expect_file(const std::string& path, const std::string& expected) {
  if (std::getenv("IGBOT_ACCEPT") != nullptr) {
    std::ofstream(path) << expected;
    return;
  }
  EXPECT_EQ(content_of(path), expected) << "IGBOT_ACCEPT=1 page_tests writes " << path;
}

void expect_section(const std::string& page, const std::string& begin, const std::string& end,
                    const std::string& expected) {
  const std::string path = std::string(IGBOT_MAN_FOLDER) + "/" + page;
  const std::string present = content_of(path);
  const std::string heading = begin + "\n";
  const std::size_t from = present.find(heading);
  const std::size_t to = present.find(end + "\n");
  ASSERT_TRUE(from != std::string::npos && to != std::string::npos) << page << ": no " << begin;
  expect_file(path, present.substr(0, from) + heading + "\n" + expected + present.substr(to));
}

}  // namespace igbot::test
