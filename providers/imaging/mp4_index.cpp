// SPDX-License-Identifier: MIT
#include "providers/imaging/mp4_index.hpp"

#include <array>
#include <cstdint>
#include <fstream>
#include <string_view>

namespace igbot::imaging {
namespace {

/// Boxes looked at; real files have a dozen before their media.
constexpr int k_most_boxes = 1000;
constexpr std::uint64_t k_longest_file = 1ULL << 62;

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace

bool has_index_first(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::uint64_t at = 0;
  for (int i = 0; i < k_most_boxes; ++i) {
    std::array<char, 16> header{};
    stream.seekg(static_cast<std::streamoff>(at));
    if (!stream.read(header.data(), header.size())) return false;
    const std::string_view bytes(header.data(), header.size());
    const std::string_view type = bytes.substr(4, 4);
    if (type == "moov") return true;
    if (type == "mdat") return false;
    std::uint64_t size = big_endian(bytes.substr(0, 4));
    if (size == 1) size = big_endian(bytes.substr(8, 8));      // too large for 32 bits
    if (size < 8 || size > k_longest_file - at) return false;  // 0: reaches to the end
    at += size;
  }
  return false;
}

}  // namespace igbot::imaging
