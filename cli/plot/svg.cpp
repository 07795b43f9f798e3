// SPDX-License-Identifier: MIT
#include "cli/plot/svg.hpp"

#include "cli/plot/terminal_chart.hpp"
#include "core/text/html.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr const char* k_style =
    "text{font-family:system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;fill:#1f2328}"
    ".title{font-size:18px;font-weight:600}.heading{font-size:14px;font-weight:600}"
    ".label{font-size:12px}.small{font-size:11px;fill:#57606a}.axis{stroke:#8c959f}";

std::string attribute(const char* name, const std::string& value) {
  return std::string(" ") + name + "=\"" + value + "\"";
}

std::string attribute(const char* name, double value) {
  return attribute(name, plot_number(value));
}

const char* anchor_name(SvgAnchor anchor) {
  switch (anchor) {
    case SvgAnchor::start:
      return "start";
    case SvgAnchor::middle:
      return "middle";
    case SvgAnchor::end:
      return "end";
  }
  return "start";
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string line;
  for (const std::string& character : text::utf8_characters(text::one_line(text))) {
    const bool is_no_character = character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
    line += is_no_character ? "\xEF\xBF\xBD" : character;
  }
  return text::escape_html(text::redact(line));
}

void Svg::rect(const SvgRect& rect) {
  body_ += "<rect" + attribute("x", rect.x) + attribute("y", rect.y) +
           attribute("width", rect.width) + attribute("height", rect.height) +
           attribute("fill", rect.fill);
  body_ += rect.title.empty() ? "/>\n" : "><title>" + xml_text(rect.title) + "</title></rect>\n";
}

void Svg::text(const SvgText& text) {
  body_ += "<text" + attribute("class", text.style) + attribute("x", text.x) +
           attribute("y", text.y) + attribute("text-anchor", anchor_name(text.anchor)) + ">" +
           xml_text(text.text) + "</text>\n";
}

void Svg::line(double x1, double y1, double x2, double y2) {
  body_ += "<line" + attribute("class", "axis") + attribute("x1", x1) + attribute("y1", y1) +
           attribute("x2", x2) + attribute("y2", y2) + "/>\n";
}

void Svg::begin_part(const std::string& name) {
  body_ += "<g role=\"img\"" + attribute("aria-label", xml_text(name)) + ">\n";
}

void Svg::end_part() { body_ += "</g>\n"; }

std::string Svg::document(int width, int height, const std::string& title) const {
  const std::string size = std::to_string(width) + " " + std::to_string(height);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<svg xmlns=\"http://www.w3.org/2000/svg\"" +
         attribute("width", std::to_string(width)) + attribute("height", std::to_string(height)) +
         attribute("viewBox", "0 0 " + size) + attribute("role", "group") +
         attribute("aria-label", xml_text(title)) + ">\n<title>" + xml_text(title) +
         "</title>\n<style>" + k_style +
         "</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" + body_ + "</svg>\n";
}

}  // namespace igbot::cli
