// SPDX-License-Identifier: MIT
#include "cli/output.hpp"

#include <algorithm>
#include <clocale>
#include <cwchar>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>

#include "core/error.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr int k_schema_version = 1;
constexpr int k_narrowest_column = 6;
const std::string k_gap = "  ";

nlohmann::json describe(const std::vector<Field>& fields) {
  nlohmann::json described = nlohmann::json::object();
  for (const Field& field : fields) described[field.name] = field.meaning;
  return described;
}

/// Which option each field needs that is not always there.
nlohmann::json conditions(const Shape& shape) {
  nlohmann::json needed = nlohmann::json::object();
  for (const Field& field : with(shape.fields, shape.beside)) {
    if (!field.only_with.empty()) needed[field.name] = field.only_with;
  }
  return needed;
}

void require_known(const JsonRequest& request, const Shape& shape) {
  std::vector<std::string> known;
  for (const Field& field : with(shape.fields, shape.beside)) known.push_back(field.name);
  if (!shape.list.empty()) known.push_back(shape.list);
  for (const std::string& wanted : request.fields) {
    if (std::find(known.begin(), known.end(), wanted) != known.end()) continue;
    throw Error(ErrorKind::usage, "unknown JSON field: " + wanted,
                "--json=help lists the fields; nearest: " + text::nearest(wanted, known));
  }
}

nlohmann::json only(const nlohmann::json& object, const std::vector<std::string>& fields) {
  nlohmann::json picked = nlohmann::json::object();
  for (const std::string& field : fields) {
    if (object.contains(field)) picked[field] = object.at(field);
  }
  return picked;
}

/// Whether a field of the list's entries was asked for: then they come, cut down to what was named.
bool wants_entries(const JsonRequest& request, const Shape& shape) {
  return !shape.list.empty() &&
         std::any_of(shape.fields.begin(), shape.fields.end(), [&](const Field& field) {
           return std::count(request.fields.begin(), request.fields.end(), field.name) > 0;
         });
}

nlohmann::json select(const JsonRequest& request, const Shape& shape, nlohmann::json document) {
  require_known(request, shape);
  if (!request.fields.empty()) {
    nlohmann::json picked = only(document, request.fields);
    if (wants_entries(request, shape)) {
      nlohmann::json& entries = picked[shape.list] = std::move(document.at(shape.list));
      for (auto& entry : entries) entry = only(entry, request.fields);
    }
    document = std::move(picked);
  }
  document["schema_version"] = k_schema_version;
  return document;
}

/// JSON text with the control characters that JSON allows as they are, U+007F to U+009F, escaped:
/// a terminal obeys some of them. They can only stand inside strings.
std::string escape_high_controls(const std::string& json) {
  if (json.find_first_of("\x7F\xC2") == std::string::npos) return json;
  std::string escaped;
  for (const std::string& character : text::utf8_characters(json)) {
    const char last = character.back();
    if (character == "\x7F" || (character[0] == '\xC2' && last <= '\x9F')) {
      constexpr std::string_view digits = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(last);
      escaped += std::string("\\u00") + digits[byte >> 4U] + digits[byte & 0xFU];
    } else {
      escaped += character;
    }
  }
  return escaped;
}

std::string dump(const nlohmann::json& document, int indent) {
  return text::redact(escape_high_controls(
      document.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace)));
}

bool is_printable_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

std::vector<Field> with(std::vector<Field> fields, const std::vector<Field>& more) {
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

JsonRequest parse_json_request(const std::string& value) {
  if (value.empty() || value == "*") return {};
  if (value == "help") return {.help = true, .fields = {}};
  return {.help = false, .fields = text::split(value, ',')};
}

bool print_json_help(Io& io, const std::optional<JsonRequest>& request, const Shape& shape) {
  if (!request) return false;
  if (!request->help) {
    require_known(*request, shape);
    return false;
  }
  nlohmann::json help{{"schema_version", k_schema_version}, {"fields", describe(shape.fields)}};
  if (!shape.list.empty()) help["list"] = shape.list;
  if (!shape.beside.empty()) help["beside"] = describe(shape.beside);
  if (auto needed = conditions(shape); !needed.empty()) help["only_with"] = std::move(needed);
  io.out << dump(help, 2) << '\n';
  return true;
}

void print_json(Io& io, const JsonRequest& request, const Shape& shape, nlohmann::json document) {
  if (print_json_help(io, request, shape)) return;
  io.out << dump(select(request, shape, std::move(document)), 2) << '\n';
}

void print_json_line(Io& io, const JsonRequest& request, const Shape& shape, nlohmann::json line) {
  io.out << dump(select(request, shape, std::move(line)), -1) << '\n';
}

int display_width(const std::string& text) {
  if (is_printable_ascii(text)) return static_cast<int>(text.size());
  // What wcwidth knows by; loaded only where it is needed, as it costs several files.
  static const char* const locale = std::setlocale(LC_CTYPE, "C.UTF-8");
  static_cast<void>(locale);
  int width = 0;
  for (const char32_t code : text::utf8_decode(text)) {
    const int columns = ::wcwidth(static_cast<wchar_t>(code));
    width += columns < 0 ? (code < 0x20 ? 0 : 1) : columns;
  }
  return width;
}

std::string cut_to_width(const std::string& text, int width) {
  if (display_width(text) <= width) return text;
  if (width <= 0) return "";
  std::string cut;
  int used = 0;
  for (const std::string& character : text::utf8_characters(text)) {
    const int columns = display_width(character);
    if (used + columns > width - 1) break;
    cut += character;
    used += columns;
  }
  return cut + "…";
}

Table::Table(std::vector<std::string> headings) : headings_(std::move(headings)) {}

void Table::add(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = text::one_line(cell);
  cells.resize(headings_.size());
  rows_.push_back(std::move(cells));
}

void Table::print(Io& io) const {
  std::vector<int> widths;
  for (std::size_t column = 0; column < headings_.size(); ++column) {
    int width = display_width(headings_[column]);
    for (const auto& row : rows_) width = std::max(width, display_width(row[column]));
    widths.push_back(width);
  }
  if (io.out_is_terminal) {
    const int gaps = static_cast<int>(k_gap.size() * (widths.size() - 1));
    int total = gaps;
    for (const int width : widths) total += width;
    while (total > io.width) {
      int* widest = nullptr;
      for (std::size_t column = 0; column < widths.size(); ++column) {
        if (whole_.contains(column)) continue;
        if (widest == nullptr || widths[column] > *widest) widest = &widths[column];
      }
      if (widest == nullptr || *widest <= k_narrowest_column) break;
      --*widest;
      --total;
    }
  }
  const auto print_row = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column) {
      const std::string cell = cut_to_width(row[column], widths[column]);
      line += cell;
      if (column + 1 == row.size()) break;
      line.append(static_cast<std::size_t>(std::max(0, widths[column] - display_width(cell))), ' ');
      line += k_gap;
    }
    io.out << text::redact(line.substr(0, line.find_last_not_of(' ') + 1)) << '\n';
  };
  print_row(headings_);
  for (const auto& row : rows_) print_row(row);
}

}  // namespace igbot::cli
