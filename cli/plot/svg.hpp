// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace igbot::cli {

/// Where a text stands by its point.
enum class SvgAnchor { start, middle, end };

struct SvgText {
  double x = 0;
  double y = 0;  ///< of its baseline
  std::string text;
  SvgAnchor anchor = SvgAnchor::start;
  const char* style = "label";  ///< a class of the document's style sheet
};

struct SvgRect {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  const char* fill = "";
  std::string title = {};  ///< what a pointer on it is told; empty: nothing
};

/// Builds one picture as text. Whatever is given is escaped; the same calls give the same bytes.
class Svg {
 public:
  void rect(const SvgRect& rect);
  void text(const SvgText& text);
  /// A thin line, of a class of the style sheet.
  void line(double x1, double y1, double x2, double y2);
  /// A part that is told to who cannot see it as one picture of that name.
  void begin_part(const std::string& name);
  void end_part();

  /// The document around it: white, with a title, a style sheet, and no reference to anything
  /// outside itself.
  std::string document(int width, int height, const std::string& title) const;

 private:
  std::string body_;
};

/// Text as XML 1.0 can hold it: without secrets, escaped, and with U+FFFD in place of what it may
/// not contain (https://www.w3.org/TR/xml/#charsets).
std::string xml_text(std::string_view text);

}  // namespace igbot::cli
