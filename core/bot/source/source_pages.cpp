// SPDX-License-Identifier: MIT
#include "core/bot/source/source_pages.hpp"

#include "core/bot/say.hpp"
#include "core/media/sync_text.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

constexpr std::size_t k_longest_name_shown = 48;
constexpr std::size_t k_longest_line = 200;
constexpr std::size_t k_problems_told = 3;

Button source_button(const PageTurn& page, const std::string& label, const std::string& word) {
  return button(label, "source", std::to_string(page.turn) + "." + word, number(page.user));
}

std::string shown_line(const std::string& text) {
  return text::cut_utf16(text::one_line(text), k_longest_line);
}

std::vector<std::string> problem_lines(const media::SourceLook& look) {
  std::vector<std::string> lines;
  for (const media::Problem& problem : look.problems) {
    if (lines.size() == k_problems_told) break;
    lines.push_back(shown_line("⚠ not usable: " + media::problem_text(problem)));
  }
  if (look.problems.size() > lines.size()) {
    lines.push_back("and " + std::to_string(look.problems.size() - lines.size()) + " more");
  }
  if (!look.complete) lines.emplace_back("⚠ A part of it could not be listed.");
  return lines;
}

std::string content_line(const media::SourceLook& look) {
  if (look.files == 0) return "⚠ There is no photo or video in it yet.";
  return text::count(look.files, "file", "files") + " in " +
         text::count(static_cast<std::int64_t>(look.categories.size()), "category", "categories") +
         ": " + look.categories_text();
}

}  // namespace

std::optional<SourceWord> parse_source_word(const std::string& value) {
  const auto dot = value.find('.');
  if (dot == std::string::npos) return std::nullopt;
  const auto turn = text::to_integer(value.substr(0, dot));
  if (!turn) return std::nullopt;
  return SourceWord{*turn, value.substr(dot + 1)};
}

MenuPage folders_page(const PageTurn& page, const std::vector<media::MediaFolder>& folders) {
  MenuPage shown{html_of({folders.empty() ? "No folder can be offered: name it below."
                                          : "Which folder? Those in it become categories."}),
                 {}};
  for (std::size_t i = 0; i < folders.size(); ++i) {
    const std::string name = text::cut_utf16(text::one_line(folders[i].name), k_longest_name_shown);
    shown.keyboard.push_back({source_button(page, "📁 " + name, "pick." + std::to_string(i))});
  }
  shown.keyboard.push_back({source_button(page, "✖ Cancel", "cancel")});
  return shown;
}

MenuPage found_page(const PageTurn& page, const media::SourceLook& look,
                    const std::optional<media::SourceConfig>& replaced) {
  std::vector<std::string> lines{shown_line(content_line(look))};
  if (look.skipped > 0) {
    lines.push_back(text::count(look.skipped, "other file", "other files") +
                    " that are no photos or videos");
  }
  for (std::string& line : problem_lines(look)) lines.push_back(std::move(line));
  if (replaced) {
    lines.push_back(shown_line("It replaces " + media::describe(*replaced)) +
                    ", whose files go out of use with the next sync.");
  }
  const std::string name = shown_line(media::describe(look.config));
  return {"<b>" + text::escape_html(name) + "</b>\n" + html_of(lines),
          {{source_button(page, "✅ Connect", "connect")},
           {source_button(page, "Another folder", "other"),
            source_button(page, "✖ Cancel", "cancel")}}};
}

}  // namespace igbot::bot
