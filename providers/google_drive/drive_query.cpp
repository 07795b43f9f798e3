// SPDX-License-Identifier: MIT
#include "providers/google_drive/drive_query.hpp"

namespace igbot::google_drive {

std::string quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string children_query(const std::vector<std::string>& folders) {
  std::string parents;
  for (const std::string& folder : folders) {
    parents += (parents.empty() ? "" : " or ") + quoted(folder) + " in parents";
  }
  if (folders.size() > 1) parents = "(" + parents + ")";
  return parents + " and trashed = false";
}

std::vector<http::Header> all_drives(const std::string& drive_id) {
  std::vector<http::Header> fields{{"supportsAllDrives", "true"},
                                   {"includeItemsFromAllDrives", "true"}};
  if (!drive_id.empty()) fields.push_back({"driveId", drive_id});
  return fields;
}

std::vector<http::Header> listing_scope(const std::string& drive_id) {
  std::vector<http::Header> fields = all_drives(drive_id);
  if (!drive_id.empty()) fields.push_back({"corpora", "drive"});
  return fields;
}

}  // namespace igbot::google_drive
