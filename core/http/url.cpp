// SPDX-License-Identifier: MIT
#include "core/http/url.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::http {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Scheme in lower case, host and nothing else of an address that only one reading is possible of.
struct Origin {
  std::string scheme;
  std::string host;
};

bool is_port(std::string_view text) {
  const auto number = text::to_integer(text);
  return std::all_of(text.begin(), text.end(), is_digit) && number && *number >= 1 &&
         *number <= 65535;
}

bool is_host_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
}

std::optional<Origin> origin_of(std::string_view url) {
  const bool clean = std::all_of(url.begin(), url.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F &&
           c != '\\';
  });
  const std::size_t colon = url.find("://");
  if (!clean || colon == std::string_view::npos) return std::nullopt;
  const std::string scheme = text::to_lower(url.substr(0, colon));
  const std::string_view rest = url.substr(colon + 3);
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  if (end < rest.size() && rest[end] == '#') return std::nullopt;
  const std::string authority = text::to_lower(rest.substr(0, end));

  std::size_t host_end = authority.find(':');
  if (authority.starts_with("[")) {
    host_end = authority.find(']');
    if (host_end == std::string::npos) return std::nullopt;
    ++host_end;
    const std::string inside = authority.substr(1, host_end - 2);
    if (inside.find_first_not_of("0123456789abcdef:") != std::string::npos) return std::nullopt;
  }
  host_end = std::min(host_end, authority.size());
  const std::string host = authority.substr(0, host_end);
  const std::string port = authority.substr(host_end);
  if (!port.empty() && (port.front() != ':' || !is_port(std::string_view(port).substr(1)))) {
    return std::nullopt;
  }
  const bool named = !host.empty() && host.front() != '.' && host.front() != '-' &&
                     std::all_of(host.begin(), host.end(), is_host_character);
  if (!named && !host.starts_with("[")) return std::nullopt;
  return Origin{scheme, host};
}

/// 127.0.0.0/8 as four decimal numbers; the short and octal spellings differ between parsers.
bool is_loopback_address(const std::string& host) {
  const std::vector<std::string> numbers = text::split(host, '.');
  return numbers.size() == 4 && numbers[0] == "127" &&
         std::all_of(numbers.begin(), numbers.end(), [](const std::string& number) {
           const auto value = text::to_integer(number);
           const bool plain = number.size() == 1 || !number.starts_with("0");
           return plain && !number.empty() && std::all_of(number.begin(), number.end(), is_digit) &&
                  value && *value <= 255;
         });
}

}  // namespace

bool is_loopback_url(std::string_view url) {
  const std::optional<Origin> origin = origin_of(url);
  if (!origin || origin->scheme != "http") return false;
  return origin->host == "localhost" || origin->host == "[::1]" ||
         is_loopback_address(origin->host);
}

bool is_allowed_url(std::string_view url) {
  const std::optional<Origin> origin = origin_of(url);
  return (origin && origin->scheme == "https") || is_loopback_url(url);
}

std::string origin_of_url(std::string_view url) {
  const std::size_t colon = url.find("://");
  const std::size_t host = colon == std::string_view::npos ? 0 : colon + 3;
  return std::string(url.substr(0, url.find_first_of("/?#", host)));
}

std::string redact_url(std::string_view url) {
  std::string_view shown = url.substr(0, url.find_first_of("?#"));
  const std::size_t colon = shown.find("://");
  std::string scheme;
  if (colon != std::string_view::npos) {
    scheme = shown.substr(0, colon + 3);
    shown = shown.substr(colon + 3);
    const std::size_t user_end = shown.substr(0, shown.find('/')).rfind('@');
    if (user_end != std::string_view::npos) shown = shown.substr(user_end + 1);
  }
  return text::redact(scheme + std::string(shown));
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view k_hex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      encoded += c;
    } else {
      encoded += {'%', k_hex[byte >> 4U], k_hex[byte & 0x0FU]};
    }
  }
  return encoded;
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      decoded += text[at];
      continue;
    }
    unsigned int byte = 0;
    const std::string_view digits = text.substr(at + 1, 2);
    const auto [end, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (digits.size() != 2 || failure != std::errc{} || end != digits.data() + 2) {
      return std::nullopt;
    }
    decoded += static_cast<char>(byte);
    at += 2;
  }
  return decoded;
}

std::string query_decode(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return percent_decode(spaced).value_or(spaced);
}

}  // namespace igbot::http
