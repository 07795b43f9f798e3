// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace igbot::cli {

/// A line of text in pieces, each with the numbers of its terminal attributes, as "1;31"; empty for
/// none.
class StyledLine {
 public:
  void add(std::string text, std::string style = {});
  /// Adds spaces until the line is `width` columns wide.
  void pad_to(int width);
  int width() const { return width_; }
  /// At most `width` columns, the last an ellipsis when something is cut; without blanks at its
  /// end.
  std::string text(int width) const;
  /// The same with its styles.
  std::string coloured(int width) const;

 private:
  struct Piece {
    std::string text;
    std::string style;
  };
  std::vector<Piece> fitting(int width) const;

  std::vector<Piece> pieces_;
  int width_ = 0;
};

/// The text in lines of at most `width` columns, broken at spaces where it has any.
std::vector<std::string> wrap_words(const std::string& text, int width);

}  // namespace igbot::cli
