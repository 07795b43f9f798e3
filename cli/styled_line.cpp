// SPDX-License-Identifier: MIT
#include "cli/styled_line.hpp"

#include <algorithm>

#include "cli/output.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

std::string without_end_blanks(const std::string& line) {
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

}  // namespace

void StyledLine::add(std::string text, std::string style) {
  width_ += display_width(text);
  pieces_.push_back({std::move(text), std::move(style)});
}

void StyledLine::pad_to(int width) {
  if (width > width_) add(std::string(static_cast<std::size_t>(width - width_), ' '));
}

std::vector<StyledLine::Piece> StyledLine::fitting(int width) const {
  std::vector<Piece> pieces = pieces_;
  if (width_ > width) {
    pieces.clear();
    int left = std::max(width - 1, 0);
    for (const Piece& piece : pieces_) {
      Piece cut{{}, piece.style};
      for (const std::string& character : text::utf8_characters(piece.text)) {
        left -= display_width(character);
        if (left < 0) break;
        cut.text += character;
      }
      pieces.push_back(std::move(cut));
      if (left < 0) break;
    }
    pieces.push_back({"…", {}});
  }
  return pieces;
}

std::string StyledLine::text(int width) const {
  std::string line;
  for (const Piece& piece : fitting(width)) line += piece.text;
  return without_end_blanks(line);
}

std::string StyledLine::coloured(int width) const {
  std::string line;
  for (const Piece& piece : fitting(width)) {
    line += piece.style.empty() ? piece.text : "\x1b[" + piece.style + "m" + piece.text + "\x1b[0m";
  }
  return without_end_blanks(line);
}

std::vector<std::string> wrap_words(const std::string& text, int width) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string& word : text::split(text, ' ')) {
    const std::string longer = line.empty() ? word : line + " " + word;
    if (display_width(longer) > width && !line.empty()) {
      lines.push_back(std::move(line));
      line = word;
    } else {
      line = longer;
    }
  }
  lines.push_back(std::move(line));
  return lines;
}

}  // namespace igbot::cli
