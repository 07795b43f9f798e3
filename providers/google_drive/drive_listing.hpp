// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/media/media_source.hpp"
#include "providers/google_drive/drive_api.hpp"

namespace igbot::google_drive {

/// One walk through a folder and all below it, breadth first, a page of files.list at a time. Up to
/// 20 folders are asked for at once. A folder is entered once, by its real place rather than by a
/// shortcut: those are followed last, and below them no others. At most 200,000 files and 32
/// levels.
class Listing {
 public:
  /// Looks the folder up and begins. Throws ErrorKind::not_found when it is none or in the trash.
  Listing(DriveApi& api, const std::string& folder_id);

  media::MediaPage next_page();

  /// After the last page, when nothing was left out.
  bool is_complete() const { return is_finished_ && !was_incomplete_; }
  /// What a shortcut points to may lie where its changes are not told.
  bool has_shortcuts() const { return has_shortcuts_; }

  const std::string& root() const { return root_; }
  const std::string& drive_id() const { return drive_id_; }
  /// Where the feed of changes stood before the first page.
  const std::string& start_token() const { return start_token_; }
  /// The paths of all folders, by id; the root's is empty.
  const std::map<std::string, std::string>& folders() const { return paths_; }

 private:
  struct Folder {
    std::string id;
    std::string path;
    int depth = 0;
    bool is_below_shortcut = false;
    std::string drive_id;
  };

  void take_batch(media::MediaPage& page);
  void read_batch(media::MediaPage& page);
  std::optional<nlohmann::json> ask(media::MediaPage& page);
  nlohmann::json ask_page();
  void lose_batch(const DriveRefusal& refusal, media::MediaPage& page);
  const Folder* folder_of(const DriveFile& file) const;
  void place(const DriveFile& file, media::MediaPage& page);
  void place_shortcut(const DriveFile& shortcut, const Folder& folder, media::MediaPage& page);
  void place_file(const DriveFile& content, const std::string& identifier, const std::string& path,
                  media::MediaPage& page);
  void enter(Folder folder, media::MediaPage& page);
  void follow(const Folder& shortcut, media::MediaPage& page);
  std::optional<DriveFile> target_of(const std::string& id, const std::string& path,
                                     media::MediaPage& page);
  void stop(media::MediaPage& page);

  DriveApi& api_;
  std::string root_;
  std::string drive_id_;
  std::string start_token_;
  std::map<std::string, std::string> paths_;  ///< of all folders that were entered
  std::deque<Folder> waiting_;
  std::vector<Folder> shortcuts_;  ///< to folders: `id` is the target's
  std::vector<Folder> batch_;      ///< what is being listed
  std::size_t largest_batch_;
  std::string page_token_;  ///< empty: the batch begins
  int batch_pages_ = 0;
  bool was_restarted_ = false;
  std::unordered_set<std::string> seen_;
  bool has_shortcuts_ = false;
  bool was_incomplete_ = false;
  bool is_finished_ = false;
};

}  // namespace igbot::google_drive
