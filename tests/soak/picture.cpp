// SPDX-License-Identifier: MIT
#include "tests/soak/picture.hpp"

#include <fstream>
#include <iterator>

namespace igbot::test {
namespace {

const std::string k_jpeg_begin = "\xff\xd8\xff\xe0";

}  // namespace

std::string picture_bytes(const std::string& name) { return k_jpeg_begin + name; }

std::string picture_in(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  return bytes.starts_with(k_jpeg_begin) ? bytes.substr(k_jpeg_begin.size()) : "";
}

}  // namespace igbot::test
