// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace igbot::test {

inline constexpr const char* k_drive_folder = "application/vnd.google-apps.folder";
inline constexpr const char* k_drive_shortcut = "application/vnd.google-apps.shortcut";

/// One file, folder or shortcut of the sandbox's Drive.
struct DriveNode {
  std::string id;
  std::string name;
  std::string mime;
  std::string parent = {};    ///< empty: the root of a drive, or something shared
  std::string drive_id = {};  ///< of the shared drive it lies in; empty = My Drive
  std::string bytes = {};
  std::string target = {};       ///< of a shortcut
  std::string target_mime = {};  ///< of what it pointed to when it was made
  bool is_trashed = false;       ///< itself; see DriveTree::is_trashed
  bool is_shared_with_me = false;
  bool may_download = true;
  bool has_digests = true;
  int revision = 1;
  std::int64_t modified = 0;  ///< grows with every change
  std::string patch = {};     ///< a JSON merge patch over what is answered about it
};

/// A Drive: what is in it, and everything that was changed in it. Not safe for several threads.
class DriveTree {
 public:
  DriveTree();

  const std::string& my_drive() const { return my_drive_; }
  /// Gives it an id and keeps it.
  std::string add(DriveNode node);
  std::string add_shared_drive(const std::string& name);

  /// Throws std::out_of_range for an id that is none.
  DriveNode& at(const std::string& id) { return nodes_.at(id); }
  const DriveNode* find(const std::string& id) const;
  /// The children of a folder, the youngest first as Drive lists them.
  std::vector<const DriveNode*> children(const std::string& folder) const;
  std::vector<const DriveNode*> all() const;
  const std::map<std::string, std::string>& shared_drives() const { return shared_drives_; }
  /// Whether it or a folder above it lies in the trash.
  bool is_trashed(const DriveNode& node) const;

  /// For every mutation: a new modifiedTime and a change.
  void note_change(const std::string& id);
  void move(const std::string& id, const std::string& parent);
  void remove(const std::string& id);

  struct Change {
    std::string id;
    std::string drive_id;
  };
  /// All there ever were; the page token of a change is its place in it, counted from 1.
  const std::vector<Change>& changes() const { return changes_; }

 private:
  std::string next_id();
  void set_drive(const std::string& id, const std::string& drive_id);

  std::map<std::string, DriveNode> nodes_;
  std::map<std::string, std::string> shared_drives_;  ///< names by id
  std::vector<Change> changes_;
  std::string my_drive_;
  std::int64_t ticks_ = 0;
  int ids_ = 0;
};

}  // namespace igbot::test
