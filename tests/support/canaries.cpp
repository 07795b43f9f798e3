// SPDX-License-Identifier: MIT
#include "tests/support/canaries.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <fstream>
#include <iterator>

namespace igbot::test {
namespace {

constexpr std::string_view k_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The characters of base64 that are the same whatever stands before and after the bytes, when
/// `shift` bytes of something else come before them in a group of three.
std::string inside_base64(std::string_view bytes, std::size_t shift) {
  const std::string encoded = base64_of(std::string(shift, '\0') + std::string(bytes));
  const std::size_t begin = (shift * 8 + 5) / 6;
  const std::size_t end = (shift + bytes.size()) * 8 / 6;
  return encoded.substr(begin, end - begin);
}

}  // namespace

std::string url_alphabet(std::string base64) {
  std::replace(base64.begin(), base64.end(), '+', '-');
  std::replace(base64.begin(), base64.end(), '/', '_');
  return base64;
}

std::string base64_of(std::string_view bytes) {
  std::string text;
  unsigned pending = 0;
  int bits = 0;
  for (const char c : bytes) {
    pending = (pending << 8U) | static_cast<unsigned char>(c);
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text += k_alphabet[(pending >> static_cast<unsigned>(bits)) & 63U];
    }
  }
  if (bits > 0) text += k_alphabet[(pending << static_cast<unsigned>(6 - bits)) & 63U];
  return text;
}

std::string percent_encoded(std::string_view text, bool upper_case) {
  const std::string_view digits = upper_case ? "0123456789ABCDEF" : "0123456789abcdef";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded += std::string("%") + digits[byte >> 4U] + digits[byte & 15U];
    }
  }
  return encoded;
}

void Canaries::add(const std::string& name, std::string_view secret) {
  needles_.emplace(secret, name + " (raw)");
  for (const bool upper_case : {true, false}) {
    needles_.emplace(percent_encoded(secret, upper_case), name + " (percent-encoded)");
  }
  for (const std::size_t shift : {0U, 1U, 2U}) {
    const std::string base64 = inside_base64(secret, shift);
    needles_.emplace(base64, name + " (base64)");
    needles_.emplace(url_alphabet(base64), name + " (base64)");
  }
}

std::vector<std::string> Canaries::found_in(std::string_view bytes) const {
  std::set<std::string> found;
  for (const auto& [needle, name] : needles_) {
    // As string_view::find, several times as fast without optimization.
    if (::memmem(bytes.data(), bytes.size(), needle.data(), needle.size()) != nullptr) {
      found.insert(name);
    }
  }
  return {found.begin(), found.end()};
}

std::vector<std::string> Canaries::found_below(const std::filesystem::path& folder,
                                               const std::set<std::filesystem::path>& sources) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || sources.count(entry.path()) > 0) continue;
    const Version version{entry.path(), entry.last_write_time(), entry.file_size()};
    if (clean_.count(version) > 0) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const auto names = found_in(bytes);
    if (names.empty()) clean_.insert(version);
    for (const std::string& name : names) found.push_back(entry.path().string() + ": " + name);
  }
  return found;
}

}  // namespace igbot::test
