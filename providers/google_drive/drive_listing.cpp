// SPDX-License-Identifier: MIT
#include "providers/google_drive/drive_listing.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "providers/google_drive/drive_json.hpp"
#include "providers/google_drive/drive_query.hpp"

namespace igbot::google_drive {
namespace {

constexpr const char* k_listing = "listing a folder of Google Drive";
constexpr std::size_t k_folders_at_once = 20;
constexpr std::size_t k_most_files = 200'000;
constexpr std::size_t k_most_folders = 50'000;
constexpr int k_deepest_folder = 32;
constexpr int k_most_pages_of_batch = 5'000;

Error senseless_listing(const char* why) {
  return {ErrorKind::failed, std::string(k_listing) + " failed: " + why, "igbotctl source test"};
}

DriveFile usable_root(DriveApi& api, const std::string& folder_id) {
  DriveFile root = api.file(folder_id, "the folder of this source");
  const char* why = !root.is_folder() ? "it is no folder"
                    : root.is_trashed ? "it is in the trash"
                                      : nullptr;
  if (why == nullptr) return root;
  throw Error(ErrorKind::not_found, std::string(k_listing) + " failed: " + why,
              "igbotctl source connect drive");
}

std::string feed_position(DriveApi& api, const std::string& drive_id) {
  DriveCall call{.what = "asking Google Drive for the state of its changes",
                 .path = "/changes/startPageToken",
                 .fields = {{"fields", "startPageToken"}, {"supportsAllDrives", "true"}}};
  if (!drive_id.empty()) call.fields.push_back({"driveId", drive_id});
  return text_in(api.get(call), "startPageToken");
}

}  // namespace

Listing::Listing(DriveApi& api, const std::string& folder_id)
    : api_(api), largest_batch_(k_folders_at_once) {
  const DriveFile root = usable_root(api_, folder_id);
  root_ = root.id;
  drive_id_ = root.drive_id;
  start_token_ = feed_position(api_, drive_id_);
  paths_[root_] = "";
  waiting_.push_back({.id = root_, .drive_id = drive_id_});
}

media::MediaPage Listing::next_page() {
  media::MediaPage page;
  if (batch_.empty()) take_batch(page);
  if (!batch_.empty()) read_batch(page);
  was_incomplete_ = was_incomplete_ || page.incomplete;
  is_finished_ = batch_.empty() && waiting_.empty() && shortcuts_.empty();
  if (!is_finished_) page.next = "more";
  return page;
}

void Listing::take_batch(media::MediaPage& page) {
  if (waiting_.empty()) {
    // In the same order each time, so that a folder with two shortcuts keeps its place.
    std::sort(shortcuts_.begin(), shortcuts_.end(), [](const Folder& left, const Folder& right) {
      return std::tie(left.path, left.id) > std::tie(right.path, right.id);
    });
    while (waiting_.empty() && !shortcuts_.empty()) {
      const Folder shortcut = std::move(shortcuts_.back());
      shortcuts_.pop_back();
      follow(shortcut, page);
    }
  }
  while (!waiting_.empty() && batch_.size() < largest_batch_ &&
         (batch_.empty() || batch_.front().drive_id == waiting_.front().drive_id)) {
    batch_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  page_token_.clear();
  batch_pages_ = 0;
  was_restarted_ = false;
}

nlohmann::json Listing::ask_page() {
  std::vector<std::string> ids;
  for (const Folder& folder : batch_) ids.push_back(folder.id);
  DriveCall call{
      .what = k_listing, .path = "/files", .fields = listing_scope(batch_.front().drive_id)};
  call.fields.push_back({"q", children_query(ids)});
  call.fields.push_back({"fields", k_list_fields});
  call.fields.push_back({"pageSize", "1000"});
  if (!page_token_.empty()) call.fields.push_back({"pageToken", page_token_});
  return api_.get(call);
}

/// Nothing when the batch could not be listed, which is told on the page.
std::optional<nlohmann::json> Listing::ask(media::MediaPage& page) {
  try {
    return ask_page();
  } catch (const DriveRefusal& refusal) {
    const bool is_stale_token = refusal.status() == 400 && !page_token_.empty();
    if (is_stale_token && !was_restarted_) {
      was_restarted_ = true;
      page_token_.clear();
      return ask(page);
    }
    if (refusal.kind() != ErrorKind::not_found) throw;
    lose_batch(refusal, page);
    return std::nullopt;
  }
}

/// A folder vanished while its turn came. Which of a batch it was is found by asking for each.
void Listing::lose_batch(const DriveRefusal& refusal, media::MediaPage& page) {
  if (batch_.size() > 1) {
    largest_batch_ = 1;
    waiting_.insert(waiting_.begin(), batch_.begin(), batch_.end());
  } else if (batch_.front().id == root_) {
    throw refusal;
  } else {
    page.problems.push_back({batch_.front().path, "the folder vanished while it was listed"});
    page.incomplete = true;
  }
  batch_.clear();
}

void Listing::read_batch(media::MediaPage& page) {
  const std::optional<nlohmann::json> answer = ask(page);
  if (!answer) return;
  const nlohmann::json* files = member_of(*answer, "files");
  if (files == nullptr || !files->is_array()) throw senseless_listing("the answer has no files");
  if (flag_in(*answer, "incompleteSearch", false)) {
    page.problems.push_back({batch_.front().path, "Google Drive did not search everywhere"});
    page.incomplete = true;
  }
  for (const nlohmann::json& one : *files) {
    if (const auto file = file_in(one)) {
      place(*file, page);
    } else {
      page.problems.push_back({batch_.front().path, "Google Drive lists something without an id"});
      page.incomplete = true;
    }
    if (seen_.size() >= k_most_files) return stop(page);
  }
  const std::string next = text_in(*answer, "nextPageToken");
  if (next.empty()) {
    batch_.clear();
    return;
  }
  if (next == page_token_ || ++batch_pages_ > k_most_pages_of_batch) {
    throw senseless_listing("its pages do not end");
  }
  page_token_ = next;
}

void Listing::stop(media::MediaPage& page) {
  page.problems.push_back({"", "more than 200,000 files: the others are not listed"});
  page.incomplete = true;
  batch_.clear();
  waiting_.clear();
  shortcuts_.clear();
}

const Listing::Folder* Listing::folder_of(const DriveFile& file) const {
  for (const std::string& parent : file.parents) {
    const auto found = std::find_if(batch_.begin(), batch_.end(),
                                    [&](const Folder& folder) { return folder.id == parent; });
    if (found != batch_.end()) return &*found;
  }
  return batch_.size() == 1 ? &batch_.front() : nullptr;
}

void Listing::place(const DriveFile& file, media::MediaPage& page) {
  const Folder* folder = folder_of(file);
  if (folder == nullptr) {
    page.problems.push_back({part_of_path(file.name), "Google Drive does not say where it lies"});
    page.incomplete = true;
    return;
  }
  if (is_hidden(file.name) || !seen_.insert(file.id).second) return;
  if (file.is_folder()) {
    return enter({.id = file.id,
                  .path = path_below(folder->path, file.name),
                  .depth = folder->depth + 1,
                  .is_below_shortcut = folder->is_below_shortcut,
                  .drive_id = folder->drive_id},
                 page);
  }
  if (file.is_shortcut()) return place_shortcut(file, *folder, page);
  if (!is_media(file)) {
    ++page.skipped;
    return;
  }
  place_file(file, file.id, path_below(folder->path, media_name(file.name, file.mime)), page);
}

void Listing::place_file(const DriveFile& content, const std::string& identifier,
                         const std::string& path, media::MediaPage& page) {
  EntryOrProblem listed = entry_of(content, identifier, path);
  if (listed.entry) {
    page.entries.push_back(*std::move(listed.entry));
  } else {
    page.problems.push_back({path, listed.reason});
  }
}

void Listing::enter(Folder folder, media::MediaPage& page) {
  if (paths_.count(folder.id) > 0) return;
  const char* why = folder.depth > k_deepest_folder   ? "more than 32 folders deep"
                    : paths_.size() >= k_most_folders ? "more than 50,000 folders"
                                                      : nullptr;
  if (why != nullptr) {
    page.problems.push_back({folder.path, std::string(why) + ": not listed"});
    page.incomplete = true;
    return;
  }
  paths_[folder.id] = folder.path;
  waiting_.push_back(std::move(folder));
}

void Listing::place_shortcut(const DriveFile& shortcut, const Folder& folder,
                             media::MediaPage& page) {
  const bool to_folder = shortcut.target_mime == k_folder_mime;
  if (!to_folder && !is_media_name(shortcut.name, shortcut.target_mime)) {
    ++page.skipped;
    return;
  }
  has_shortcuts_ = true;
  const std::string path = path_below(
      folder.path, to_folder ? shortcut.name : media_name(shortcut.name, shortcut.target_mime));
  if (folder.is_below_shortcut) {
    page.problems.push_back({path, "a shortcut below a shortcut is not followed"});
    return;
  }
  if (to_folder) {
    shortcuts_.push_back({.id = shortcut.target_id,
                          .path = path,
                          .depth = folder.depth + 1,
                          .is_below_shortcut = true,
                          .drive_id = {}});
    return;
  }
  const std::optional<DriveFile> target = target_of(shortcut.target_id, path, page);
  if (target && is_media(*target)) {
    place_file(*target, shortcut.id, path, page);
  } else if (target) {
    page.problems.push_back({path, "the shortcut points to something that is no picture or video"});
  }
}

/// What a shortcut points to; nothing, and a problem, when it cannot be used.
std::optional<DriveFile> Listing::target_of(const std::string& id, const std::string& path,
                                            media::MediaPage& page) {
  const char* why = "the shortcut points to something that is gone or not shared";
  if (is_drive_id(id)) {
    try {
      DriveFile target = api_.file(id, path);
      if (!target.is_trashed) return target;
      why = "the shortcut points to something in the trash";
    } catch (const DriveRefusal& refusal) {
      if (refusal.kind() != ErrorKind::not_found) throw;
    }
  }
  page.problems.push_back({path, why});
  return std::nullopt;
}

void Listing::follow(const Folder& shortcut, media::MediaPage& page) {
  if (paths_.count(shortcut.id) > 0) return;
  const std::optional<DriveFile> target = target_of(shortcut.id, shortcut.path, page);
  if (!target) return;
  if (!target->is_folder()) {
    page.problems.push_back({shortcut.path, "the shortcut points to something that is no folder"});
    return;
  }
  Folder folder = shortcut;
  folder.drive_id = target->drive_id;
  enter(std::move(folder), page);
}

}  // namespace igbot::google_drive
