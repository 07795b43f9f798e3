// SPDX-License-Identifier: MIT
#include "tests/support/figures.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <system_error>

namespace igbot::test {

void tell_figures(const std::string& promise, const std::string& subject,
                  const std::vector<Figure>& figures) {
  std::string text;
  for (const auto& [name, value] : figures) {
    text += (text.empty() ? "" : ", ") + name + " " + std::to_string(value);
  }
  std::printf("%s  %s: %s\n", promise.c_str(), subject.c_str(), text.c_str());
  const char* file = std::getenv("IGBOT_FIGURES");
  if (file == nullptr) return;
  std::ofstream out(file, std::ios::app);
  out << promise + "\t" + subject + "\t" + text + "\n" << std::flush;
  if (!out) throw std::system_error(errno, std::generic_category(), file);
}

}  // namespace igbot::test
