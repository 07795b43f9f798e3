// SPDX-License-Identifier: MIT
#include "core/legacy/column_view.hpp"

#include <algorithm>
#include <string_view>

#include "core/text/text.hpp"

namespace igbot::legacy {
namespace {

constexpr std::size_t k_longest_shown = 40;
constexpr std::size_t k_longest_value = 65536;

[[noreturn]] void refuse(const std::string& column, const std::string& value,
                         const std::string& what) {
  throw BadRow(column + " is not " + what + ": '" +
               text::one_line(value.substr(0, k_longest_shown)) + "'");
}

template <typename Value>
Value needed(std::optional<Value> value, const std::string& column) {
  if (!value) throw BadRow(column + " is missing");
  return std::move(*value);
}

/// Takes exactly or up to `most` digits off the front.
std::optional<int> take_number(std::string_view& rest, std::size_t least, std::size_t most) {
  std::size_t length = 0;
  int value = 0;
  for (; length < most && length < rest.size(); ++length) {
    if (rest[length] < '0' || rest[length] > '9') break;
    value = value * 10 + (rest[length] - '0');
  }
  if (length < least) return std::nullopt;
  rest.remove_prefix(length);
  return value;
}

bool take(std::string_view& rest, char wanted) {
  if (rest.empty() || rest.front() != wanted) return false;
  rest.remove_prefix(1);
  return true;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& rest) {
  const auto year = take_number(rest, 4, 4);
  const bool dash_one = take(rest, '-');
  const auto month = take_number(rest, 2, 2);
  const bool dash_two = take(rest, '-');
  const auto day = take_number(rest, 2, 2);
  if (!year || !dash_one || !month || !dash_two || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok() || *year < 1) return std::nullopt;
  return std::chrono::sys_days{date};
}

/// HH:MM:SS and up to six decimals, of which three count.
std::optional<std::chrono::milliseconds> take_time(std::string_view& rest) {
  const auto hour = take_number(rest, 2, 2);
  const bool colon_one = take(rest, ':');
  const auto minute = take_number(rest, 2, 2);
  const bool colon_two = take(rest, ':');
  const auto second = take_number(rest, 2, 2);
  if (!hour || !colon_one || !minute || !colon_two || !second) return std::nullopt;
  if (*hour > 24 || *minute > 59 || *second > 60) return std::nullopt;
  std::chrono::milliseconds time =
      std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second};
  if (!take(rest, '.')) return time;
  int scale = 100;
  const std::size_t before = rest.size();
  while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
    time += std::chrono::milliseconds{scale * (rest.front() - '0')};
    scale /= 10;
    rest.remove_prefix(1);
  }
  if (rest.size() == before) return std::nullopt;
  return time;
}

/// +HH, +HH:MM or +HH:MM:SS, either sign; nothing at all is UTC.
std::optional<std::chrono::seconds> take_offset(std::string_view& rest) {
  if (rest.empty()) return std::chrono::seconds{0};
  const bool west = take(rest, '-');
  if (!west && !take(rest, '+')) return std::nullopt;
  const auto hour = take_number(rest, 2, 2);
  if (!hour) return std::nullopt;
  std::chrono::seconds offset = std::chrono::hours{*hour};
  if (take(rest, ':')) {
    const auto minute = take_number(rest, 2, 2);
    if (!minute) return std::nullopt;
    offset += std::chrono::minutes{*minute};
    if (take(rest, ':')) {
      const auto second = take_number(rest, 2, 2);
      if (!second) return std::nullopt;
      offset += std::chrono::seconds{*second};
    }
  }
  return west ? -offset : offset;
}

/// One element of an array: quoted, with backslashes before what would end it, or bare.
struct Element {
  std::string text;
  bool quoted = false;
};

std::optional<Element> take_element(std::string_view& rest) {
  Element element{{}, take(rest, '"')};
  while (!rest.empty()) {
    if (element.quoted ? rest.front() == '"' : rest.front() == ',' || rest.front() == '}') break;
    if (!element.quoted && (rest.front() == '{' || rest.front() == '"')) return std::nullopt;
    if (rest.front() == '\\') rest.remove_prefix(1);
    if (rest.empty()) return std::nullopt;
    element.text += rest.front();
    rest.remove_prefix(1);
  }
  if (element.quoted && !take(rest, '"')) return std::nullopt;
  return element;
}

}  // namespace

std::optional<Timestamp> parse_pg_timestamp(const std::string& text) {
  std::string_view rest = text;
  const auto day = take_date(rest);
  if (!day || !take(rest, ' ')) return std::nullopt;
  const auto time = take_time(rest);
  if (!time) return std::nullopt;
  const auto offset = take_offset(rest);
  if (!offset || !rest.empty()) return std::nullopt;
  return Timestamp{*day} + *time - *offset;
}

std::optional<std::vector<std::string>> parse_pg_array(const std::string& text) {
  std::string_view rest = text;
  std::vector<std::string> elements;
  if (!take(rest, '{')) return std::nullopt;
  if (!take(rest, '}')) {
    do {
      auto element = take_element(rest);
      if (!element || (element->text.empty() && !element->quoted)) return std::nullopt;
      const bool is_null = !element->quoted && text::to_lower(element->text) == "null";
      if (!is_null) elements.push_back(std::move(element->text));
    } while (take(rest, ','));
    if (!take(rest, '}')) return std::nullopt;
  }
  if (!rest.empty()) return std::nullopt;
  return elements;
}

ColumnView::ColumnView(const DumpTable& table) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) at_.emplace(table.columns[i], i);
}

std::optional<std::string> ColumnView::text(const std::string& column) const {
  const auto found = at_.find(column);
  if (found == at_.end()) return std::nullopt;
  asked_.insert(column);
  const auto& value = row_->fields.at(found->second);
  if (value && value->size() > k_longest_value) throw BadRow(column + " is longer than 64 KiB");
  return value;
}

std::string ColumnView::needed_text(const std::string& column) const {
  return needed(text(column), column);
}

std::optional<std::int64_t> ColumnView::integer(const std::string& column) const {
  const auto value = text(column);
  if (!value) return std::nullopt;
  const auto number = text::to_integer(*value);
  if (!number) refuse(column, *value, "a whole number");
  return number;
}

std::int64_t ColumnView::needed_integer(const std::string& column) const {
  return needed(integer(column), column);
}

std::optional<bool> ColumnView::boolean(const std::string& column) const {
  const auto value = text(column);
  if (!value) return std::nullopt;
  if (*value != "t" && *value != "f") refuse(column, *value, "t or f");
  return *value == "t";
}

std::optional<Timestamp> ColumnView::instant(const std::string& column) const {
  const auto value = text(column);
  if (!value) return std::nullopt;
  const auto at = parse_pg_timestamp(*value);
  if (!at) refuse(column, *value, "a time from year 1 to 9999");
  return at;
}

Timestamp ColumnView::needed_instant(const std::string& column) const {
  return needed(instant(column), column);
}

std::vector<std::string> ColumnView::texts(const std::string& column) const {
  const auto value = text(column);
  if (!value) return {};
  auto elements = parse_pg_array(*value);
  if (!elements) refuse(column, *value, "an array of texts");
  return std::move(*elements);
}

std::int64_t ColumnView::needed_basis_points(const std::string& column) const {
  constexpr std::size_t k_decimals = 4;
  const std::string value = needed_text(column);
  const std::size_t point = std::min(value.find('.'), value.size());
  std::string digits = value.substr(point == value.size() ? point : point + 1);
  const bool fits =
      digits.size() <= k_decimals || digits.find_first_not_of('0', k_decimals) == std::string::npos;
  digits.resize(k_decimals, '0');
  const auto number = text::to_integer(value.substr(0, point) + digits);
  if (value.empty() || !fits || !number || *number < 0 || *number > 10000)
    refuse(column, value, "a share of 0 to 1");
  return *number;
}

std::optional<std::string> ColumnView::id(const std::string& column) const {
  constexpr std::size_t k_uuid_length = 36;
  const auto value = text(column);
  if (!value) return std::nullopt;
  const std::string id = text::to_lower(*value);
  const bool is_uuid =
      id.size() == k_uuid_length && id.find_first_not_of("0123456789abcdef-") == std::string::npos;
  if (!is_uuid) refuse(column, *value, "a UUID");
  return id;
}

std::string ColumnView::needed_id(const std::string& column) const {
  return needed(id(column), column);
}

}  // namespace igbot::legacy
