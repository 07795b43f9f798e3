// SPDX-License-Identifier: MIT
#include "core/text/redact.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/text/text.hpp"

namespace igbot::text {
namespace {

constexpr std::size_t k_shortest_token = 20;
constexpr std::size_t k_shortest_bearer = 16;

/// A stretch of the text that has to go.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

constexpr std::array<std::string_view, 14> k_secret_names{
    "access_token",      "refresh_token", "client_secret",     "app_secret",      "api_secret",
    "bot_token",         "id_token",      "fb_exchange_token", "input_token",     "appsecret_proof",
    "secret_access_key", "code_verifier", "x-amz-signature",   "x-amz-credential"};
// Kept apart from the names above: they are also header names, written with a colon.
constexpr std::array<std::string_view, 3> k_secret_headers{"authorization", "x-amz-security-token",
                                                           "x-goog-signature"};
constexpr std::array<std::string_view, 5> k_token_prefixes{"EAA", "IGQ", "IGAA", "ya29.", "1//0"};

constexpr std::string_view k_bearer = "bearer ";

/// Which two characters a secret can begin with, from the lists above: most of a text is passed
/// over by one look here.
class Beginnings {
 public:
  constexpr Beginnings() {
    for (const std::string_view name : k_secret_names) add_name(name);
    for (const std::string_view name : k_secret_headers) add_name(name);
    add_name(k_bearer);
    for (const std::string_view prefix : k_token_prefixes) add(prefix[0], prefix[1]);
  }
  constexpr bool include(char first, char second) const { return pairs_[index(first, second)]; }

 private:
  static constexpr std::size_t index(char first, char second) {
    return ((static_cast<unsigned char>(first) & 0x7FU) << 7U) |
           (static_cast<unsigned char>(second) & 0x7FU);
  }
  static constexpr char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  constexpr void add(char first, char second) { pairs_[index(first, second)] = true; }
  constexpr void add_name(std::string_view name) {
    add(name[0], name[1]);
    add(upper(name[0]), name[1]);
    add(name[0], upper(name[1]));
    add(upper(name[0]), upper(name[1]));
  }
  std::array<bool, 1U << 14U> pairs_{};
};
constexpr Beginnings k_beginnings;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_token_character(char c) { return is_digit(c) || is_letter(c) || c == '_' || c == '-'; }
bool is_bearer_character(char c) {
  return is_token_character(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '=' ||
         c == '%';
}

bool starts_with_name(std::string_view text, std::string_view name) {
  return text.size() >= name.size() &&
         std::equal(name.begin(), name.end(), text.begin(), [](char wanted, char found) {
           const bool upper = found >= 'A' && found <= 'Z';
           return wanted == (upper ? static_cast<char>(found - 'A' + 'a') : found);
         });
}

template <typename Accept>
std::size_t skip_while(std::string_view text, std::size_t at, Accept accept) {
  while (at < text.size() && accept(text[at])) ++at;
  return at;
}

/// The place after a colon, plain or percent-encoded.
std::optional<std::size_t> after_colon(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == ':') return at + 1;
  if (starts_with_name(text.substr(std::min(at, text.size())), "%3a")) return at + 3;
  return std::nullopt;
}

/// A Telegram bot token: digits, a colon, a long word. In a path (`/bot<token>/`) of any length.
std::optional<Span> bot_token(std::string_view text, std::size_t at) {
  if (!is_digit(text[at]) || (at > 0 && is_digit(text[at - 1]))) return std::nullopt;
  const std::string_view before = text.substr(0, at);
  const auto follows = [before](std::string_view name) {
    return before.size() >= name.size() &&
           starts_with_name(before.substr(before.size() - name.size()), name);
  };
  if (follows("sha") || follows("md")) return std::nullopt;
  const auto word = after_colon(text, skip_while(text, at, is_digit));
  if (!word) return std::nullopt;
  const std::size_t end = skip_while(text, *word, is_token_character);
  const std::size_t shortest = follows("/bot") ? 1 : k_shortest_token;
  if (end - *word < shortest) return std::nullopt;
  return Span{at, end};
}

/// A value after its separator: up to the closing quote, or to the first character that ends it.
std::optional<Span> value_at(std::string_view text, std::size_t at) {
  const bool escaped = text.substr(at).starts_with("\\\"");
  if (escaped) ++at;
  if (at < text.size() && (text[at] == '"' || text[at] == '\'')) {
    const char quote = text[at];
    const std::size_t begin = at + 1;
    std::size_t end = begin;
    while (end < text.size() && text[end] != quote && text[end] != '\n') {
      if (text[end] == '\\' && escaped) break;
      if (text[end] == '\\') ++end;
      ++end;
    }
    return Span{begin, std::min(end, text.size())};
  }
  constexpr std::string_view k_ends = " \t\r\n&,;\"'\\<>)}]|";
  const std::size_t end =
      skip_while(text, at, [&](char c) { return k_ends.find(c) == std::string_view::npos; });
  if (end == at || text.substr(at, end - at) == "null") return std::nullopt;  // JSON stays JSON
  return Span{at, end};
}

/// `name=value`, `name = value`, `"name": "value"` (also with escaped quotes) or `name%3Dvalue`.
std::optional<Span> named_secret(std::string_view text, std::size_t at) {
  const auto* const name =
      std::find_if(k_secret_names.begin(), k_secret_names.end(),
                   [&](std::string_view each) { return starts_with_name(text.substr(at), each); });
  if (name == k_secret_names.end()) return std::nullopt;
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  std::size_t next = at + name->size();
  const std::size_t quotes =
      skip_while(text, next, [](char c) { return c == '\\' || c == '"' || c == '\''; });
  const bool quoted = quotes > next;
  next = skip_while(text, quotes, is_blank);
  if (starts_with_name(text.substr(std::min(next, text.size())), "%3d")) {
    return value_at(text, next + 3);
  }
  const bool separated = next < text.size() && (text[next] == '=' || (quoted && text[next] == ':'));
  if (!separated) return std::nullopt;
  return value_at(text, skip_while(text, next + 1, is_blank));
}

/// `Authorization: scheme credentials`, or a signed header or query value of the same name.
std::optional<Span> header_secret(std::string_view text, std::size_t at) {
  const auto* const name =
      std::find_if(k_secret_headers.begin(), k_secret_headers.end(),
                   [&](std::string_view each) { return starts_with_name(text.substr(at), each); });
  if (name == k_secret_headers.end()) return std::nullopt;
  std::size_t next = skip_while(text, at + name->size(),
                                [](char c) { return c == '\\' || c == '"' || c == '\''; });
  if (next >= text.size() || (text[next] != ':' && text[next] != '=')) return std::nullopt;
  const bool query = text[next] == '=';
  next = skip_while(text, next + 1,
                    [](char c) { return c == ' ' || c == '\\' || c == '"' || c == '\''; });
  const std::string_view ends = query ? "& \"'\\\r\n" : "\"'\\\r\n";
  const std::size_t end =
      skip_while(text, next, [&](char c) { return ends.find(c) == std::string_view::npos; });
  if (end == next) return std::nullopt;
  return Span{next, end};
}

std::optional<Span> bearer_token(std::string_view text, std::size_t at) {
  if (!starts_with_name(text.substr(at), k_bearer)) return std::nullopt;
  const std::size_t begin = at + k_bearer.size();
  const std::size_t end = skip_while(text, begin, is_bearer_character);
  if (end - begin < k_shortest_bearer) return std::nullopt;
  return Span{begin, end};
}

/// A Meta or Google token standing alone, known by how it begins.
std::optional<Span> prefixed_token(std::string_view text, std::size_t at) {
  if (at > 0 && is_token_character(text[at - 1])) return std::nullopt;
  for (const std::string_view prefix : k_token_prefixes) {
    if (!text.substr(at).starts_with(prefix)) continue;
    const std::size_t end = skip_while(text, at + prefix.size(), is_token_character);
    if (end - at >= 2 * k_shortest_token) return Span{at, end};
  }
  return std::nullopt;
}

}  // namespace

std::string redact(std::string_view text) {
  std::string clean;
  std::size_t kept = 0;
  for (std::size_t at = 0; at < text.size();) {
    const bool named = at + 1 < text.size() && k_beginnings.include(text[at], text[at + 1]);
    std::optional<Span> secret = bot_token(text, at);
    for (const auto& rule : {named_secret, header_secret, bearer_token, prefixed_token}) {
      if (named && !secret) secret = rule(text, at);
    }
    if (!secret || text.substr(secret->begin).starts_with(k_redacted)) {
      ++at;
      continue;
    }
    clean += text.substr(kept, secret->begin - kept);
    clean += k_redacted;
    at = kept = secret->end;
  }
  clean += text.substr(std::min(kept, text.size()));
  return clean;
}

}  // namespace igbot::text
