// SPDX-License-Identifier: MIT
#include "core/text/conceal.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <system_error>

#include "core/crypto/base64.hpp"
#include "core/text/redact.hpp"

namespace igbot::text {
namespace {

constexpr std::size_t k_shortest_secret = 8;

/// One character of a text, and how many it is written with.
struct Spelled {
  char value = 0;
  std::size_t width = 1;
};

/// The number of so many hexadecimal digits; nothing when others are among them.
std::optional<unsigned> hex_number(std::string_view text, std::size_t digits) {
  unsigned number = 0;
  const std::string_view wanted = text.substr(0, digits);
  const auto parsed = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number, 16);
  const bool is_whole = wanted.size() == digits && parsed.ec == std::errc() &&
                        parsed.ptr == wanted.data() + wanted.size();
  return is_whole ? std::optional(number) : std::nullopt;
}

/// As it stands there, or as %XX, as JSON's \uXXXX or behind its backslash.
Spelled spelled_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at + 1);
  if (text[at] == '%') {
    if (const auto byte = hex_number(rest, 2)) return {static_cast<char>(*byte), 3};
  }
  if (text[at] == '\\' && rest.starts_with('u')) {
    const auto unit = hex_number(rest.substr(1), 4);
    if (unit && *unit < 0x80) return {static_cast<char>(*unit), 6};
  }
  if (text[at] == '\\' && !rest.empty()) return {rest.front(), 2};
  return {text[at], 1};
}

/// The place behind `form` when it begins at `at`, each of its characters in whatever spelling.
std::optional<std::size_t> end_of_match(std::string_view text, std::size_t at,
                                        std::string_view form) {
  for (const char c : form) {
    if (at >= text.size()) return std::nullopt;
    const Spelled found = text[at] == c ? Spelled{c, 1} : spelled_at(text, at);
    if (found.value != c) return std::nullopt;
    at += found.width;
  }
  return at;
}

/// The characters of base64 that depend on the bytes alone when `before` bytes of something else
/// come first in their group of three.
std::string base64_core(std::string_view bytes, std::size_t before) {
  const std::string encoded = crypto::to_base64url(std::string(before, '\0') + std::string(bytes));
  const std::size_t begin = (before * 8 + 5) / 6;
  const std::size_t end = (before + bytes.size()) * 8 / 6;
  return encoded.substr(begin, end - begin);
}

std::string standard_alphabet(std::string base64url) {
  std::replace(base64url.begin(), base64url.end(), '-', '+');
  std::replace(base64url.begin(), base64url.end(), '_', '/');
  return base64url;
}

/// The longest first, so that nothing of a secret within a secret is left.
struct LongerFirst {
  bool operator()(const std::string& one, const std::string& other) const {
    return one.size() != other.size() ? one.size() > other.size() : one < other;
  }
};

std::set<std::string, LongerFirst> forms_of(const std::vector<std::string>& secrets) {
  std::set<std::string, LongerFirst> forms;
  for (const std::string& secret : secrets) {
    if (secret.size() < k_shortest_secret) continue;
    forms.insert(secret);
    for (const std::size_t before : {0U, 1U, 2U}) {
      const std::string core = base64_core(secret, before);
      forms.insert({core, standard_alphabet(core)});
    }
  }
  return forms;
}

}  // namespace

std::string conceal(std::string_view text, const std::vector<std::string>& secrets) {
  const auto forms = forms_of(secrets);
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    std::optional<std::size_t> end;
    for (const std::string& form : forms) {
      if (!end) end = end_of_match(text, at, form);
    }
    clean += end ? k_redacted : text.substr(at, 1);
    at = end.value_or(at + 1);
  }
  return clean;
}

}  // namespace igbot::text
