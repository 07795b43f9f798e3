// SPDX-License-Identifier: MIT
#include "core/bot/callback.hpp"

#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

constexpr std::size_t k_longest_data = 64;

}  // namespace

std::optional<Callback> parse_callback(std::string_view data) {
  if (data.size() > k_longest_data || !data.starts_with("v1:")) return std::nullopt;
  data.remove_prefix(3);
  const auto after_verb = data.find(':');
  if (after_verb == std::string_view::npos || after_verb == 0) return std::nullopt;
  const auto after_id = data.find(':', after_verb + 1);
  if (after_id == std::string_view::npos) return std::nullopt;
  Callback callback{.verb = std::string(data.substr(0, after_verb)),
                    .id = std::nullopt,
                    .value = std::string(data.substr(after_id + 1))};
  const std::string_view id = data.substr(after_verb + 1, after_id - after_verb - 1);
  if (id.empty()) return callback;
  callback.id = text::to_integer(id);
  // As print_callback writes it: "007" is nobody's.
  if (!callback.id || *callback.id <= 0 || id.front() == '0') return std::nullopt;
  return callback;
}

std::string print_callback(const std::string& verb, std::int64_t id, const std::string& value) {
  std::string data =
      "v1:" + verb + ":" + (id > 0 ? std::to_string(id) : std::string()) + ":" + value;
  if (data.size() > k_longest_data) throw Error(ErrorKind::bug, "button holds too much: " + data);
  return data;
}

}  // namespace igbot::bot
