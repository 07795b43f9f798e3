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

/// The objects and arrays that are open, outermost first.
class OpenValues {
 public:
  OpenValues(std::size_t depth, const std::string& what) : depth_(depth), what_(what) {}

  bool see(json::parse_event_t event, const json& parsed) {
    switch (event) {
      case json::parse_event_t::object_start:
      case json::parse_event_t::array_start:
        count_entry();
        open(event == json::parse_event_t::array_start);
        break;
      case json::parse_event_t::object_end:
      case json::parse_event_t::array_end:
        levels_.pop_back();
        break;
      case json::parse_event_t::key:
        name(parsed.get<std::string>());
        break;
      case json::parse_event_t::value:
        count_entry();
        break;
    }
    return true;
  }

 private:
  struct Level {
    bool is_array = false;
    std::size_t entries = 0;
    std::set<std::string> names = {};
    std::string name = {};
  };

  void count_entry() {
    if (!levels_.empty() && levels_.back().is_array) ++levels_.back().entries;
  }
  void open(bool is_array) {
    if (levels_.size() == depth_) {
      throw Error(ErrorKind::usage,
                  what_ + ": nested more than " + std::to_string(depth_) + " levels deep");
    }
    levels_.push_back({.is_array = is_array});
  }
  void name(const std::string& name) {
    levels_.back().name = name;
    if (levels_.back().names.insert(name).second) return;
    throw Error(ErrorKind::usage, what_ + ": " + path() + ": stands there twice",
                "keep the one that is meant");
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

  std::size_t depth_;
  const std::string& what_;
  std::vector<Level> levels_;
};

}  // namespace

json parse_strict_json(std::string_view text, const JsonBounds& bounds, const std::string& what) {
  if (text.size() > bounds.bytes) {
    throw Error(ErrorKind::usage,
                what + ": larger than " + std::to_string(bounds.bytes) + " bytes");
  }
  OpenValues open(bounds.depth, what);
  try {
    return json::parse(text, [&open](int, json::parse_event_t event, json& parsed) {
      return open.see(event, parsed);
    });
  } catch (const json::parse_error& error) {
    // The library's own message quotes the text, which may hold a secret.
    throw Error(ErrorKind::usage, what + ": not valid JSON at " + place_of(text, error.byte));
  } catch (const json::out_of_range&) {
    throw Error(ErrorKind::usage, what + ": holds a number that is too large");
  }
}

}  // namespace igbot::text
