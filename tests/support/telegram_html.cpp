// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/support/telegram_rules.hpp"

namespace igbot::test {
namespace {

constexpr std::array<std::string_view, 16> k_tags{
    "a", "b",   "strong",     "i",        "em",   "s",   "strike", "del",
    "u", "ins", "tg-spoiler", "tg-emoji", "span", "pre", "code",   "blockquote"};

bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

using Attributes = std::map<std::string, std::string>;

struct OpenTag {
  std::string name;
  TextEntity entity;  ///< without its length
};

/// The type of entity a tag stands for; empty for one that leaves no mark.
std::string entity_type(const std::string& tag, const Attributes& attributes) {
  static const std::map<std::string, std::string> k_types{
      {"b", "bold"},          {"strong", "bold"},          {"i", "italic"},
      {"em", "italic"},       {"u", "underline"},          {"ins", "underline"},
      {"s", "strikethrough"}, {"strike", "strikethrough"}, {"del", "strikethrough"},
      {"span", "spoiler"},    {"tg-spoiler", "spoiler"},   {"code", "code"},
      {"pre", "pre"},         {"blockquote", "blockquote"}};
  if (tag == "a") return attributes.contains("href") ? "text_link" : "";
  if (tag == "blockquote" && attributes.contains("expandable")) return "expandable_blockquote";
  const auto found = k_types.find(tag);
  return found == k_types.end() ? "" : found->second;
}

/// Reads HTML the way tdlib does: a `<` always opens a tag, an `&` that is no known entity stays.
class HtmlReader {
 public:
  explicit HtmlReader(std::string_view html) : html_(html) {}

  ParsedHtml read() {
    while (at_ < html_.size() && problem_.empty()) {
      if (peek() == '&') {
        read_entity(text_);
      } else if (peek() != '<') {
        text_.push_back(html_[at_++]);
      } else if (at_ + 1 < html_.size() && html_[at_ + 1] == '/') {
        read_end_tag();
      } else {
        read_start_tag();
      }
    }
    if (problem_.empty() && !open_.empty()) {
      problem_ = "Can't find end tag corresponding to start tag \"" + open_.back().name + "\"";
    }
    if (!problem_.empty()) problem_ = "can't parse entities: " + problem_;
    std::stable_sort(entities_.begin(), entities_.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.offset, b.length) < std::tuple(b.offset, a.length);
    });
    return {text_, problem_, entities_};
  }

 private:
  char peek() const { return at_ < html_.size() ? html_[at_] : '\0'; }
  void skip_spaces() {
    while (is_space(peek())) ++at_;
  }
  void fail(const std::string& what, std::size_t begin) {
    problem_ = what + " at byte offset " + std::to_string(begin);
  }

  void read_entity(std::string& out) {
    const std::size_t begin = at_++;
    std::uint32_t code = 0;
    if (peek() == '#') {
      ++at_;
      const bool hex = peek() == 'x';
      if (hex) ++at_;
      const auto is_digit = [hex](unsigned char c) {
        return hex ? std::isxdigit(c) != 0 : std::isdigit(c) != 0;
      };
      while (is_digit(static_cast<unsigned char>(peek())) && code < 0x110000) {
        const char c = html_[at_++];
        const unsigned digit = std::isdigit(static_cast<unsigned char>(c)) != 0
                                   ? static_cast<unsigned>(c - '0')
                                   : static_cast<unsigned>(std::tolower(c) - 'a' + 10);
        code = code * (hex ? 16 : 10) + digit;
      }
    } else {
      const std::size_t name_begin = at_;
      while (std::isalpha(static_cast<unsigned char>(peek())) != 0) ++at_;
      const std::string_view name = html_.substr(name_begin, at_ - name_begin);
      code = name == "lt"     ? '<'
             : name == "gt"   ? '>'
             : name == "amp"  ? '&'
             : name == "quot" ? '"'
                              : 0;
    }
    if (code == 0 || code >= 0x10FFFF) {
      at_ = begin + 1;
      out.push_back('&');
      return;
    }
    if (peek() == ';') ++at_;
    append_utf8(out, code);
  }

  void read_start_tag() {
    const std::size_t begin = at_++;
    while (at_ < html_.size() && !is_space(peek()) && peek() != '>') ++at_;
    if (at_ == html_.size()) return fail("Unclosed start tag", begin);
    const std::string tag = lower(html_.substr(begin + 1, at_ - begin - 1));
    if (std::find(k_tags.begin(), k_tags.end(), tag) == k_tags.end()) {
      return fail("Unsupported start tag \"" + tag + "\"", begin);
    }
    Attributes attributes;
    while (problem_.empty()) {
      skip_spaces();
      if (at_ == html_.size()) return fail("Unclosed start tag", begin);
      if (peek() == '>') break;
      read_attribute(tag, begin, attributes);
    }
    if (!problem_.empty()) return;
    ++at_;
    if (tag == "span" && attributes["class"] != "tg-spoiler") {
      return fail("Tag \"span\" must have class \"tg-spoiler\"", begin);
    }
    open(tag, attributes);
  }

  void open(const std::string& tag, Attributes& attributes) {
    const std::string prefix = "language-";
    OpenTag opened{tag, {entity_type(tag, attributes), utf16_length(text_)}};
    if (tag == "a") opened.entity.url = attributes["href"];
    if (tag == "code" && !open_.empty() && open_.back().name == "pre") {
      if (attributes["class"].starts_with(prefix)) {
        open_.back().entity.language = attributes["class"].substr(prefix.size());
      }
      opened.entity.type.clear();
    }
    open_.push_back(std::move(opened));
  }

  void close() {
    TextEntity entity = std::move(open_.back().entity);
    open_.pop_back();
    entity.length = utf16_length(text_) - entity.offset;
    if (!entity.type.empty() && entity.length > 0) entities_.push_back(std::move(entity));
  }

  void read_attribute(const std::string& tag, std::size_t begin, Attributes& attributes) {
    const std::size_t name_begin = at_;
    while (at_ < html_.size() && !is_space(peek()) && peek() != '=' && peek() != '>') ++at_;
    const std::string name = lower(html_.substr(name_begin, at_ - name_begin));
    if (name.empty()) return fail("Empty attribute name in the tag \"" + tag + "\"", begin);
    skip_spaces();
    if (peek() != '=') {
      if (tag == "blockquote" && name == "expandable") {
        attributes.emplace(name, "");
        return;
      }
      return fail("Expected equal sign in declaration of an attribute of the tag \"" + tag + "\"",
                  begin);
    }
    ++at_;
    skip_spaces();
    attributes.emplace(name, read_value(begin));
  }

  std::string read_value(std::size_t begin) {
    std::string value;
    const char quote = peek();
    if (quote != '"' && quote != '\'') {
      const std::size_t value_begin = at_;
      while (std::isalnum(static_cast<unsigned char>(peek())) != 0 || peek() == '.' ||
             peek() == '-') {
        value.push_back(html_[at_++]);
      }
      if (!is_space(peek()) && peek() != '>') fail("Unexpected end of name token", value_begin);
      return value;
    }
    ++at_;
    while (at_ < html_.size() && peek() != quote) {
      if (peek() == '&') {
        read_entity(value);
      } else {
        value.push_back(html_[at_++]);
      }
    }
    if (at_ == html_.size()) fail("Unclosed start tag", begin);
    ++at_;
    return value;
  }

  void read_end_tag() {
    const std::size_t begin = at_;
    if (open_.empty()) return fail("Unexpected end tag", begin);
    at_ += 2;
    const std::size_t name_begin = at_;
    while (at_ < html_.size() && !is_space(peek()) && peek() != '>') ++at_;
    const std::string tag = lower(html_.substr(name_begin, at_ - name_begin));
    skip_spaces();
    if (peek() != '>') return fail("Unclosed end tag", begin);
    ++at_;
    if (!tag.empty() && tag != open_.back().name) {
      fail("Unmatched end tag", begin);
      problem_ += ", expected \"</" + open_.back().name + ">\", found \"</" + tag + ">\"";
      return;
    }
    close();
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::string text_;
  std::vector<OpenTag> open_;
  std::vector<TextEntity> entities_;
  std::string problem_;
};

}  // namespace

ParsedHtml parse_telegram_html(std::string_view html) { return HtmlReader(html).read(); }

}  // namespace igbot::test
