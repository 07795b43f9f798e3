// SPDX-License-Identifier: MIT
#include "core/bot/typed_secret.hpp"

#include <algorithm>
#include <array>

#include "core/text/redact.hpp"

namespace igbot::bot {
namespace {

constexpr std::array<std::string_view, 3> k_marks{"-----BEGIN ", "GOCSPX-", "\"private_key\""};

/// An AWS access key id: it comes with its secret, or soon after.
bool has_access_key_id(std::string_view text) {
  constexpr std::size_t k_length = 20;
  for (const std::string_view prefix : {"AKIA", "ASIA"}) {
    for (auto at = text.find(prefix); at != std::string_view::npos;
         at = text.find(prefix, at + 1)) {
      const std::string_view word = text.substr(at, k_length);
      const bool whole =
          word.size() == k_length && std::all_of(word.begin(), word.end(), [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
          });
      if (whole) return true;
    }
  }
  return false;
}

}  // namespace

bool holds_secret(std::string_view text) {
  const bool marked = std::any_of(k_marks.begin(), k_marks.end(), [&](std::string_view mark) {
    return text.find(mark) != std::string_view::npos;
  });
  return marked || has_access_key_id(text) || text::redact(text) != text;
}

}  // namespace igbot::bot
