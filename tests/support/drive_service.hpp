// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/drive_query.hpp"
#include "tests/support/drive_tree.hpp"

namespace igbot::test {

using DriveParameters = std::map<std::string, std::string>;

/// What Drive v3 answers about a tree (developers.google.com/drive/api/reference/rest/v3): throws
/// DriveRefused for what it refuses. Not safe for several threads.
class DriveService {
 public:
  DriveTree& tree() { return tree_; }
  void set_page_size(std::size_t entries) { page_size_ = entries; }

  /// files.list; with `is_empty` a page without anything on it, and the right one behind it.
  nlohmann::json list(const DriveParameters& given, bool is_empty);
  /// files.get of the metadata.
  nlohmann::json get(const std::string& id, const DriveParameters& given);
  /// files.get with alt=media.
  std::string download(const std::string& id, const DriveParameters& given);
  nlohmann::json start_page_token(const DriveParameters& given);
  nlohmann::json changes(const DriveParameters& given);
  nlohmann::json drives(const DriveParameters& given);
  nlohmann::json drive(const std::string& id, const DriveParameters& given);

 private:
  struct Cursor {
    std::string query;  ///< all parameters that must be the same again
    std::vector<std::string> ids;
    std::size_t offset = 0;
  };
  const DriveNode& visible(const std::string& id, const DriveParameters& given) const;
  nlohmann::json file_json(const DriveNode& node) const;
  nlohmann::json change_json(const std::string& id, const std::string& drive_id) const;
  Cursor start(const DriveParameters& given) const;
  std::string keep(Cursor cursor);

  DriveTree tree_;
  std::map<std::string, Cursor> cursors_;
  std::size_t page_size_ = 1000;
};

}  // namespace igbot::test
