// SPDX-License-Identifier: MIT
#include "providers/s3/xml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace igbot::s3 {
namespace {

constexpr int k_deepest_element = 8;
constexpr std::string_view k_blank = " \t\r\n";

std::string utf8(unsigned int code) {
  const auto byte = [](unsigned int value) { return static_cast<char>(value); };
  if (code < 0x80) return {byte(code)};
  const char last = byte(0x80U | (code & 0x3FU));
  if (code < 0x800) return {byte(0xC0U | (code >> 6U)), last};
  const char third = byte(0x80U | ((code >> 6U) & 0x3FU));
  if (code < 0x10000) return {byte(0xE0U | (code >> 12U)), third, last};
  return {byte(0xF0U | (code >> 18U)), byte(0x80U | ((code >> 12U) & 0x3FU)), third, last};
}

/// What stands between '&' and ';'.
std::optional<std::string> entity(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char>, 5> k_named{
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [known, character] : k_named) {
    if (name == known) return std::string{character};
  }
  if (!name.starts_with('#')) return std::nullopt;
  const int base = name.starts_with("#x") ? 16 : 10;
  const std::string_view digits = name.substr(base == 16 ? 2 : 1);
  unsigned int code = 0;
  const auto [end, failure] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
  const bool character = code != 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  if (failure != std::errc{} || end != digits.data() + digits.size() || !character) {
    return std::nullopt;
  }
  return utf8(code);
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == ':' || c == '.';
}

/// Reads a document from its front; each function takes away what it read and says whether it was
/// there.
class XmlReader {
 public:
  explicit XmlReader(std::string_view document) : rest_(document) {}

  std::optional<XmlElement> document() {
    take("\xEF\xBB\xBF");
    if (rest_.starts_with("<?xml ") && !take_through("?>")) return std::nullopt;
    skip_blank();
    XmlElement root;
    if (!element(root, 1)) return std::nullopt;
    skip_blank();
    if (!rest_.empty()) return std::nullopt;
    return root;
  }

 private:
  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }
  bool take_through(std::string_view end) {
    const std::size_t found = rest_.find(end);
    if (found == std::string_view::npos) return false;
    rest_.remove_prefix(found + end.size());
    return true;
  }
  void skip_blank() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(k_blank), rest_.size()));
  }
  std::string name() {
    const auto* const end = std::find_if_not(rest_.begin(), rest_.end(), is_name_character);
    std::string found(rest_.begin(), end);
    rest_.remove_prefix(found.size());
    return found;
  }

  /// Up to and including the end of a start tag: whether it closes its element ("/>").
  std::optional<bool> rest_of_tag() {
    while (true) {
      skip_blank();
      if (take(">")) return false;
      if (take("/>")) return true;
      if (name().empty() || !take("=")) return std::nullopt;
      const std::string_view quote = rest_.substr(0, 1);
      if ((quote != "\"" && quote != "'") || !take(quote) || !take_through(quote)) {
        return std::nullopt;
      }
    }
  }

  bool element(XmlElement& into, int depth) {
    if (depth > k_deepest_element || !take("<")) return false;
    into.name = name();
    if (into.name.empty()) return false;
    const std::optional<bool> closed = rest_of_tag();
    if (!closed) return false;
    if (*closed) return true;
    while (!rest_.starts_with("</")) {
      if (rest_.empty()) return false;
      if (rest_.front() == '<') {
        if (!element(into.children.emplace_back(), depth + 1)) return false;
      } else if (!text(into.text)) {
        return false;
      }
    }
    if (!take("</") || !take(into.name)) return false;
    skip_blank();
    return take(">");
  }

  /// Text up to the next tag, with its entities resolved.
  bool text(std::string& into) {
    while (!rest_.empty() && rest_.front() != '<') {
      const std::size_t plain = std::min(rest_.find_first_of("<&"), rest_.size());
      into += rest_.substr(0, plain);
      rest_.remove_prefix(plain);
      if (!take("&")) continue;
      const std::size_t end = rest_.find(';');
      if (end == std::string_view::npos) return false;
      const std::optional<std::string> character = entity(rest_.substr(0, end));
      if (!character) return false;
      into += *character;
      rest_.remove_prefix(end + 1);
    }
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::string XmlElement::child_text(std::string_view child) const {
  const auto found = std::find_if(children.begin(), children.end(),
                                  [&](const XmlElement& each) { return each.name == child; });
  return found == children.end() ? std::string{} : found->text;
}

std::optional<XmlElement> parse_xml(std::string_view document) {
  return XmlReader(document).document();
}

}  // namespace igbot::s3
