// SPDX-License-Identifier: MIT
#include "tests/support/drive_query.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>

namespace igbot::test {
namespace {

using nlohmann::json;

const std::set<std::string> k_field_names{"nextPageToken",
                                          "incompleteSearch",
                                          "files",
                                          "id",
                                          "name",
                                          "mimeType",
                                          "parents",
                                          "trashed",
                                          "size",
                                          "md5Checksum",
                                          "sha256Checksum",
                                          "modifiedTime",
                                          "headRevisionId",
                                          "driveId",
                                          "shortcutDetails",
                                          "targetId",
                                          "targetMimeType",
                                          "capabilities",
                                          "canDownload",
                                          "drives",
                                          "startPageToken",
                                          "newStartPageToken",
                                          "changes",
                                          "changeType",
                                          "removed",
                                          "fileId",
                                          "file",
                                          "time"};

DriveRefused bad_query() { return {400, "invalid", "Invalid Value"}; }

class QueryReader {
 public:
  explicit QueryReader(std::string_view text) : rest_(text) {}

  DriveQuery read() {
    do {
      term();
    } while (take(" and "));
    if (!rest_.empty()) throw bad_query();
    return query_;
  }

 private:
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  void need(std::string_view word) {
    if (!take(word)) throw bad_query();
  }

  void term() {
    if (take("(")) {
      do {
        parent();
      } while (take(" or "));
      need(")");
    } else if (take("trashed = false")) {
      query_.wants_untrashed = true;
    } else if (take("sharedWithMe = true")) {
      query_.wants_shared_with_me = true;
    } else if (take("mimeType = ")) {
      query_.mime = quoted();
    } else {
      parent();
    }
  }

  void parent() {
    query_.parents.push_back(quoted());
    need(" in parents");
  }

  std::string quoted() {
    need("'");
    std::string value;
    while (!rest_.empty() && rest_.front() != '\'') {
      if (take("\\") && (rest_.empty() || (rest_.front() != '\'' && rest_.front() != '\\'))) {
        throw bad_query();
      }
      value += rest_.front();
      rest_.remove_prefix(1);
    }
    need("'");
    return value;
  }

  std::string_view rest_;
  DriveQuery query_;
};

class FieldsReader {
 public:
  explicit FieldsReader(std::string_view text) : rest_(text) {}

  DriveFields read() {
    DriveFields fields = list();
    if (!rest_.empty()) throw refused();
    return fields;
  }

 private:
  DriveRefused refused() const {
    return {400, "invalidParameter", "Invalid field selection " + std::string(rest_)};
  }

  DriveFields list() {
    DriveFields fields;
    while (true) {
      one(fields);
      if (rest_.empty() || rest_.front() != ',') return fields;
      rest_.remove_prefix(1);
    }
  }

  void one(DriveFields& fields) {
    const std::size_t end = std::min(rest_.find_first_of(",()/"), rest_.size());
    const std::string name(rest_.substr(0, end));
    if (k_field_names.count(name) == 0) throw refused();
    rest_.remove_prefix(end);
    DriveFields& inside = fields.names[name];
    if (rest_.starts_with("/")) {
      rest_.remove_prefix(1);
      one(inside);
    } else if (rest_.starts_with("(")) {
      rest_.remove_prefix(1);
      inside = list();
      if (!rest_.starts_with(")")) throw refused();
      rest_.remove_prefix(1);
    }
  }

  std::string_view rest_;
};

}  // namespace

DriveQuery parse_drive_query(const std::string& text) { return QueryReader(text).read(); }
DriveFields parse_drive_fields(const std::string& text) { return FieldsReader(text).read(); }

json select_drive_fields(const json& value, const DriveFields& fields) {
  if (fields.names.empty()) return value;
  if (value.is_array()) {
    json selected = json::array();
    for (const json& one : value) selected.push_back(select_drive_fields(one, fields));
    return selected;
  }
  if (!value.is_object()) return value;
  json selected = json::object();
  for (const auto& [name, inside] : fields.names) {
    if (value.contains(name)) selected[name] = select_drive_fields(value[name], inside);
  }
  return selected;
}

}  // namespace igbot::test
