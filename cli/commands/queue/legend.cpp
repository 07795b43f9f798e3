// SPDX-License-Identifier: MIT
#include "cli/commands/queue/legend.hpp"

namespace igbot::cli {
namespace {

struct LegendItem {
  std::string sign;
  std::string style;
  std::string meaning;
};

/// One after the other with a gap between, on as many lines as they need.
void add_items(std::vector<StyledLine>& lines, const std::vector<LegendItem>& items, int width) {
  StyledLine line;
  for (const LegendItem& item : items) {
    StyledLine shown = line;
    if (shown.width() > 0) shown.pad_to(shown.width() + 3);
    shown.add(item.sign, item.style);
    shown.add(" " + item.meaning);
    if (line.width() > 0 && shown.width() > width) {
      lines.push_back(std::move(line));
      shown = {};
      shown.add(item.sign, item.style);
      shown.add(" " + item.meaning);
    }
    line = std::move(shown);
  }
  if (line.width() > 0) lines.push_back(std::move(line));
}

const char* meaning_of(HourKind kind) {
  switch (kind) {
    case HourKind::outside:
      return "";
    case HourKind::window:
      return "posting hours";
    case HourKind::paused:
      return "paused";
    case HourKind::absent:
      return "left out by the clock change";
  }
  return "";
}

}  // namespace

std::string sign_of(HourKind kind) {
  switch (kind) {
    case HourKind::outside:
      return " ";
    case HourKind::window:
      return "·";
    case HourKind::paused:
      return "░";
    case HourKind::absent:
      return "─";
  }
  return " ";
}

std::vector<StyledLine> legend_lines(const Legend& legend, int width) {
  std::vector<StyledLine> lines;
  std::vector<LegendItem> items;
  for (const auto& [category, posts] : legend.categories) {
    items.push_back({legend.letters.at(category), legend.styles.at(category),
                     category + " (" + std::to_string(posts) + ")"});
  }
  add_items(lines, items, width);
  items.clear();
  for (const PostMark mark : legend.marks) {
    if (sign_of(mark).empty()) continue;
    items.push_back({sign_of(mark), needs_a_look(mark) ? "1;31" : "", meaning_of(mark)});
  }
  for (const HourKind kind : legend.hours) {
    if (kind != HourKind::outside) items.push_back({sign_of(kind), "", meaning_of(kind)});
  }
  add_items(lines, items, width);
  return lines;
}

}  // namespace igbot::cli
