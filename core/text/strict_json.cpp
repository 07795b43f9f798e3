// SPDX-License-Identifier: MIT
#include "core/text/strict_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot::text {
namespace {

using nlohmann::json;

/// "line 3, column 14" of a byte, both counted from 1.
std::string place_of(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  return "line " + std::to_string(line) + ", column " +
         std::to_string(std::max<std::size_t>(1, before.size() - line_begin));
}

/// Sees that a document keeps to the rules, without making anything of it: nlohmann's parser with a
/// callback looks through all entries of an array after each of them.
class Check final : public nlohmann::json_sax<json> {
 public:
  Check(std::string_view text, std::size_t depth, const std::string& what)
      : text_(text), depth_(depth), what_(what) {}

  bool null() override { return count_entry(); }
  bool boolean(bool) override { return count_entry(); }
  bool number_integer(number_integer_t) override { return count_entry(); }
  bool number_unsigned(number_unsigned_t) override { return count_entry(); }
  bool number_float(number_float_t, const string_t&) override { return count_entry(); }
  bool string(string_t&) override { return count_entry(); }
  bool binary(binary_t&) override { return count_entry(); }
  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    levels_.back().name = name;
    if (levels_.back().names.insert(name).second) return true;
    throw Error(ErrorKind::usage, what_ + ": " + path() + ": stands there twice",
                "keep the one that is meant");
  }
  bool parse_error(std::size_t byte, const std::string&, const json::exception& error) override {
    if (dynamic_cast<const json::out_of_range*>(&error) != nullptr) {
      throw Error(ErrorKind::usage, what_ + ": holds a number that is too large");
    }
    // The library's own message quotes the text, which may hold a secret.
    throw Error(ErrorKind::usage, what_ + ": not valid JSON at " + place_of(text_, byte));
  }

 private:
  struct Level {
    bool is_array = false;
    std::size_t entries = 0;
    std::set<std::string> names = {};
    std::string name = {};
  };

  bool count_entry() {
    if (!levels_.empty() && levels_.back().is_array) ++levels_.back().entries;
    return true;
  }
  bool open(bool is_array) {
    count_entry();
    if (levels_.size() == depth_) {
      throw Error(ErrorKind::usage,
                  what_ + ": nested more than " + std::to_string(depth_) + " levels deep");
    }
    levels_.push_back({.is_array = is_array});
    return true;
  }
  bool close() {
    levels_.pop_back();
    return true;
  }
  /// "chats[0].settings.posts_per_day".
  std::string path() const {
    std::string path;
    for (const Level& level : levels_) {
      path += level.is_array ? "[" + std::to_string(level.entries - 1) + "]"
                             : (path.empty() ? "" : ".") + level.name;
    }
    return one_line(path);
  }

  std::string_view text_;
  std::size_t depth_;
  const std::string& what_;
  std::vector<Level> levels_;  ///< the objects and arrays that are open, outermost first
};

}  // namespace

json parse_strict_json(std::string_view text, const JsonBounds& bounds, const std::string& what) {
  if (text.size() > bounds.bytes) {
    throw Error(ErrorKind::usage,
                what + ": larger than " + std::to_string(bounds.bytes) + " bytes");
  }
  Check check(text, bounds.depth, what);
  json::sax_parse(text, &check);
  return json::parse(text);
}

}  // namespace igbot::text
