// SPDX-License-Identifier: MIT
#include "core/media/media_texts.hpp"

#include <algorithm>

#include "core/text/text.hpp"

namespace igbot::media {
namespace {

constexpr std::size_t k_longest_title = 200;
constexpr std::size_t k_longest_caption = 2200;
constexpr std::size_t k_longest_link = 2048;
constexpr std::size_t k_most_tags = 30;

constexpr const char* k_hint = "igbotctl media set --help";

std::string limited(const std::string& name, const std::string& text, std::size_t longest) {
  std::string trimmed = text::trim(text);
  const std::u32string characters = text::utf8_decode(trimmed);
  if (characters.size() > longest) {
    throw Error(ErrorKind::usage,
                name + " is too long: " + std::to_string(characters.size()) +
                    " characters, at most " + std::to_string(longest),
                k_hint);
  }
  if (characters.find(U'\uFFFD') != std::u32string::npos ||
      trimmed.find('\0') != std::string::npos) {
    throw Error(ErrorKind::usage, name + " is not UTF-8 text", k_hint);
  }
  return trimmed;
}

std::string checked_link(const std::string& text) {
  std::string link = limited("link", text, k_longest_link);
  if (link.empty()) return link;
  const bool web = link.starts_with("https://") || link.starts_with("http://");
  if (!web || link.find_first_of(" \t\r\n\"<>") != std::string::npos) {
    throw Error(ErrorKind::usage, "link is not an http or https URL: " + link, k_hint);
  }
  return link;
}

std::string checked_tags(const std::string& text) {
  std::string spaced = limited("tags", text, k_longest_caption);
  std::replace(spaced.begin(), spaced.end(), ',', ' ');
  std::vector<std::string> tags;
  for (const std::string& word : text::split(spaced, ' ')) {
    if (!word.empty()) tags.push_back(word);
  }
  if (tags.size() > k_most_tags) {
    throw Error(ErrorKind::usage,
                "too many tags: " + std::to_string(tags.size()) + ", at most " +
                    std::to_string(k_most_tags),
                k_hint);
  }
  return text::join(tags, ", ");
}

}  // namespace

MediaTexts checked_texts(const MediaTexts& texts) {
  MediaTexts checked;
  if (texts.title) checked.title = limited("title", *texts.title, k_longest_title);
  if (texts.caption) checked.caption = limited("caption", *texts.caption, k_longest_caption);
  if (texts.link) checked.link = checked_link(*texts.link);
  if (texts.tags) checked.tags = checked_tags(*texts.tags);
  return checked;
}

}  // namespace igbot::media
