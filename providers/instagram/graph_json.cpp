// SPDX-License-Identifier: MIT
#include "providers/instagram/graph_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.hpp"
#include "core/text/strict_json.hpp"

namespace igbot::instagram {
namespace {

constexpr std::size_t k_deepest_answer = 20;
constexpr std::size_t k_longest_id = 32;

}  // namespace

std::optional<nlohmann::json> parse_answer(const std::string& body) {
  try {
    nlohmann::json answer = text::parse_strict_json(
        body, {.bytes = k_largest_answer, .depth = k_deepest_answer}, "answer");
    if (answer.is_object()) return answer;
  } catch (const Error&) {
    // What is no JSON says nothing about the call: its status alone is judged.
  }
  return std::nullopt;
}

const nlohmann::json* member_of(const nlohmann::json& value, const char* name) {
  if (!value.is_object()) return nullptr;
  const auto found = value.find(name);
  return found == value.end() ? nullptr : &*found;
}

std::optional<std::string> text_of(const nlohmann::json& value, const char* name) {
  const nlohmann::json* found = member_of(value, name);
  if (found == nullptr) return std::nullopt;
  if (found->is_string()) return found->get<std::string>();
  if (const auto number = number_of(value, name)) return std::to_string(*number);
  return std::nullopt;
}

std::optional<std::int64_t> number_of(const nlohmann::json& value, const char* name) {
  const nlohmann::json* found = member_of(value, name);
  if (found == nullptr || !found->is_number_integer()) return std::nullopt;
  const bool fits =
      !found->is_number_unsigned() || std::in_range<std::int64_t>(found->get<std::uint64_t>());
  if (!fits) return std::nullopt;
  return found->get<std::int64_t>();
}

bool is_graph_id(const std::string& text) {
  return !text.empty() && text.size() <= k_longest_id &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::string> id_of(const nlohmann::json& value, const char* name) {
  std::optional<std::string> id = text_of(value, name);
  if (id && is_graph_id(*id)) return id;
  return std::nullopt;
}

std::optional<std::string> next_cursor(const nlohmann::json& answer) {
  const nlohmann::json* paging = member_of(answer, "paging");
  if (paging == nullptr || member_of(*paging, "next") == nullptr) return std::nullopt;
  const nlohmann::json* cursors = member_of(*paging, "cursors");
  std::optional<std::string> after = cursors == nullptr ? std::nullopt : text_of(*cursors, "after");
  if (after && after->empty()) return std::nullopt;
  return after;
}

}  // namespace igbot::instagram
