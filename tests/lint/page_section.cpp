// SPDX-License-Identifier: MIT
#include "tests/lint/page_section.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace igbot::test {

void expect_section(const std::string& page, const std::string& begin, const std::string& end,
                    const std::string& expected) {
  const std::string path = std::string(IGBOT_MAN_FOLDER) + "/" + page;
  std::ifstream file(path);
  const std::string present{std::istreambuf_iterator<char>(file), {}};
  file.close();
  const std::string heading = begin + "\n";
  const std::size_t from = present.find(heading);
  const std::size_t to = present.find(end + "\n");
  ASSERT_TRUE(from != std::string::npos && to != std::string::npos) << page << ": no " << begin;
  const std::string wanted =
      present.substr(0, from) + heading + "\n" + expected + present.substr(to);
  if (std::getenv("IGBOT_ACCEPT") != nullptr) {
    std::ofstream(path) << wanted;
    return;
  }
  EXPECT_EQ(present, wanted) << "IGBOT_ACCEPT=1 page_tests writes " << page;
}

}  // namespace igbot::test
