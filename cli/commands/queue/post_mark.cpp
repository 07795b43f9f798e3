// SPDX-License-Identifier: MIT
#include "cli/commands/queue/post_mark.hpp"

#include <array>
#include <cctype>
#include <set>

#include "cli/output.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

struct MarkText {
  PostMark mark;
  const char* sign;
  const char* meaning;
};

constexpr std::array<MarkText, 11> k_marks{{
    {PostMark::planned, "", "planned"},
    {PostMark::approved, "+", "approved"},
    {PostMark::awaiting, "…", "awaits a decision"},
    {PostMark::on_its_way, "→", "on its way"},
    {PostMark::posted, "✓", "posted"},
    {PostMark::dry_run, "~", "dry run"},
    {PostMark::set_aside, "-", "skipped or rejected"},
    {PostMark::missed, "○", "missed"},
    {PostMark::failed, "✗", "failed"},
    {PostMark::unknown, "?", "unknown"},
    {PostMark::overdue, "!", "overdue"},
}};

/// Whether a character of a name can stand for it: a letter or digit of one column.
bool is_plain_letter(const std::string& character) {
  if (character.size() == 1) return std::isalnum(static_cast<unsigned char>(character[0])) != 0;
  // From U+00C0 on, where letters begin, up to the last alphabet before general punctuation.
  const char32_t code = text::utf8_decode(character).front();
  return code >= 0xC0 && code < 0x2000 && code != 0xD7 && code != 0xF7 &&
         display_width(character) == 1;
}

std::string letter_for(const std::string& category, const std::set<std::string>& taken) {
  for (const std::string& character : text::utf8_characters(text::to_lower(category))) {
    if (is_plain_letter(character) && !taken.contains(character)) return character;
  }
  for (const char spare : std::string("abcdefghijklmnopqrstuvwxyz0123456789")) {
    if (!taken.contains(std::string(1, spare))) return {spare};
  }
  return "*";
}

}  // namespace

PostMark mark_of(const post::QueueEntry& post, Timestamp now) {
  using enum post::PostState;
  switch (post.state) {
    case planned:
    case canceled:
      return post::is_overdue(post, now) ? PostMark::overdue : PostMark::planned;
    case approved:
      return PostMark::approved;
    case awaiting:
      return PostMark::awaiting;
    case claimed:
    case sending:
    case preparing:
    case prepared:
    case publishing:
      return PostMark::on_its_way;
    case posted:
      return PostMark::posted;
    case dry_run:
      return PostMark::dry_run;
    case skipped:
    case rejected:
      return PostMark::set_aside;
    case missed:
      return PostMark::missed;
    case failed:
      return PostMark::failed;
    case unknown:
      return PostMark::unknown;
  }
  return PostMark::unknown;
}

std::string sign_of(PostMark mark) { return k_marks.at(static_cast<std::size_t>(mark)).sign; }

std::string meaning_of(PostMark mark) { return k_marks.at(static_cast<std::size_t>(mark)).meaning; }

bool needs_a_look(PostMark mark) {
  return mark == PostMark::failed || mark == PostMark::unknown || mark == PostMark::overdue;
}

std::map<std::string, std::string> letters_of(const std::vector<std::string>& categories) {
  std::map<std::string, std::string> letters;
  std::set<std::string> taken;
  for (const std::string& category : categories) {
    if (letters.contains(category)) continue;
    const std::string letter = letter_for(category, taken);
    taken.insert(letter);
    letters[category] = letter;
  }
  return letters;
}

}  // namespace igbot::cli
