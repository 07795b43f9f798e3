// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"

namespace igbot {

/// A value of a document from outside together with where it stands, so that every refusal names
/// both. All functions throw ErrorKind::usage, "WHERE: PATH: why".
class JsonNode {
 public:
  /// `where` is the document and, inside it, the chat; `path` leads from there to the value.
  JsonNode(const nlohmann::json& value, std::string where, std::string path = {});

  const nlohmann::json& value() const { return value_; }
  const std::string& path() const { return path_; }
  [[noreturn]] void refuse(const std::string& why, const std::string& hint = {}) const;

  /// Refuses anything but an object with these members, the nearest named.
  void require_object(const std::vector<std::string>& known) const;
  void require_object() const;
  bool has(std::string_view key) const;
  /// A member that must be there.
  JsonNode operator[](const std::string& key) const;
  /// The members of any object, by name.
  std::vector<std::pair<std::string, JsonNode>> members() const;
  /// The entries of an array.
  std::vector<JsonNode> entries() const;

  std::int64_t integer() const;
  /// Not empty, on one line, at most `longest` bytes.
  std::string text(std::size_t longest) const;
  /// Null for none, else UTC in ISO 8601 with a final Z.
  std::optional<Timestamp> optional_time() const;

  /// Refuses redaction marks and NUL in every text inside, names included.
  void refuse_unusable_text() const;

 private:
  const nlohmann::json& value_;
  std::string where_;
  std::string path_;
};

}  // namespace igbot
