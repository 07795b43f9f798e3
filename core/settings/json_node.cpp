// SPDX-License-Identifier: MIT
#include "core/settings/json_node.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot {

using nlohmann::json;

JsonNode::JsonNode(const json& value, std::string where, std::string path)
    : value_(value), where_(std::move(where)), path_(std::move(path)) {}

void JsonNode::refuse(const std::string& why, const std::string& hint) const {
  const std::string place = path_.empty() ? where_ : where_ + ": " + text::one_line(path_);
  throw Error(ErrorKind::usage, place + ": " + why, hint);
}

void JsonNode::require_object() const {
  if (!value_.is_object()) refuse("must be a JSON object");
}

void JsonNode::require_object(const std::vector<std::string>& known) const {
  require_object();
  for (const auto& [key, node] : members()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    node.refuse("unknown key", "did you mean " + text::nearest(key, known) +
                                   "? igbotctl-settings(1) describes the file");
  }
}

bool JsonNode::has(std::string_view key) const { return value_.find(key) != value_.end(); }

JsonNode JsonNode::operator[](const std::string& key) const {
  const auto found = value_.find(key);
  const std::string path = path_.empty() ? key : path_ + "." + key;
  if (found == value_.end()) JsonNode(value_, where_, path).refuse("is missing");
  return {*found, where_, path};
}

std::vector<std::pair<std::string, JsonNode>> JsonNode::members() const {
  require_object();
  std::vector<std::pair<std::string, JsonNode>> nodes;
  for (const auto& [key, member] : value_.items()) nodes.emplace_back(key, (*this)[key]);
  return nodes;
}

std::vector<JsonNode> JsonNode::entries() const {
  if (!value_.is_array()) refuse("must be a JSON array");
  std::vector<JsonNode> nodes;
  for (std::size_t index = 0; index < value_.size(); ++index) {
    nodes.emplace_back(value_[index], where_, path_ + "[" + std::to_string(index) + "]");
  }
  return nodes;
}

std::int64_t JsonNode::integer() const {
  const auto number =
      value_.is_number_integer() ? text::to_integer(value_.dump()) : std::optional<std::int64_t>{};
  if (!number) refuse("must be a whole number");
  return *number;
}

std::string JsonNode::text(std::size_t longest) const {
  if (!value_.is_string()) refuse("must be a text");
  auto text = value_.get<std::string>();
  if (text.empty() || text.size() > longest || text::one_line(text) != text) {
    refuse("must be one line of 1 to " + std::to_string(longest) + " bytes");
  }
  return text;
}

std::optional<Timestamp> JsonNode::optional_time() const {
  if (value_.is_null()) return std::nullopt;
  const std::string expected = "must be null or a time in UTC, as 2026-11-22T14:00:00Z";
  if (!value_.is_string() || !value_.get<std::string>().ends_with('Z')) refuse(expected);
  try {
    return parse_time(value_.get<std::string>(), Zone::find("UTC"), Timestamp{});
  } catch (const Error&) {
    refuse(expected);
  }
}

void JsonNode::refuse_unusable_text() const {
  const auto judge = [](const JsonNode& node, const std::string& text) {
    if (text.find(text::k_redacted) != std::string::npos) {
      node.refuse("is a redaction mark, not a value",
                  "put the real value in its place, or take the key out of the file");
    }
    if (text.find('\0') != std::string::npos) node.refuse("holds a NUL character");
  };
  if (value_.is_string()) judge(*this, value_.get_ref<const std::string&>());
  if (value_.is_array()) {
    for (const JsonNode& entry : entries()) entry.refuse_unusable_text();
  }
  if (value_.is_object()) {
    for (const auto& [key, member] : members()) {
      judge(member, key);
      member.refuse_unusable_text();
    }
  }
}

}  // namespace igbot
