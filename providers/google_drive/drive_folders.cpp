// SPDX-License-Identifier: MIT
#include "providers/google_drive/drive_folders.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <tuple>

#include "core/http/url.hpp"
#include "providers/google_drive/drive_json.hpp"
#include "providers/google_drive/drive_query.hpp"

namespace igbot::google_drive {
namespace {

/// More than anybody picks from.
constexpr std::size_t k_most_offered = 2'000;
constexpr int k_most_pages_offered = 100;

/// The id and name of everything in a list of all pages of a call.
std::vector<media::MediaFolder> named_in_pages(DriveApi& api, const DriveCall& call,
                                               const char* list) {
  std::vector<media::MediaFolder> folders;
  std::string token;
  for (int pages = 0; pages < k_most_pages_offered && folders.size() < k_most_offered; ++pages) {
    DriveCall page = call;
    if (!token.empty()) page.fields.push_back({"pageToken", token});
    const nlohmann::json answer = api.get(page);
    const nlohmann::json* entries = member_of(answer, list);
    if (entries == nullptr || !entries->is_array()) {
      throw Error(ErrorKind::failed, call.what + " failed: the answer makes no sense",
                  "check google.api_base");
    }
    for (const nlohmann::json& entry : *entries) {
      const std::string id = text_in(entry, "id");
      const std::string name = text_in(entry, "name");
      if (is_drive_id(id) && !is_hidden(name)) folders.push_back({id, part_of_path(name)});
    }
    token = text_in(answer, "nextPageToken");
    if (token.empty()) break;
  }
  return folders;
}

void sort_by_name(std::vector<media::MediaFolder>& folders) {
  std::sort(folders.begin(), folders.end(),
            [](const media::MediaFolder& left, const media::MediaFolder& right) {
              return std::tie(left.name, left.id) < std::tie(right.name, right.id);
            });
}

std::vector<media::MediaFolder> folders_by(DriveApi& api, const std::string& query,
                                           const std::string& drive_id) {
  DriveCall call{.what = "listing the folders of Google Drive",
                 .path = "/files",
                 .fields = listing_scope(drive_id)};
  call.fields.push_back(
      {"q", query + " and mimeType = " + quoted(k_folder_mime) + " and trashed = false"});
  call.fields.push_back({"fields", "nextPageToken,files(id,name)"});
  call.fields.push_back({"pageSize", "1000"});
  return named_in_pages(api, call, "files");
}

std::string name_of_drive(DriveApi& api, const std::string& drive_id) {
  return part_of_path(text_in(api.get({.what = "looking up a shared drive",
                                       .path = "/drives/" + http::percent_encode(drive_id),
                                       .fields = {{"fields", "id,name"}}}),
                              "name"));
}

}  // namespace

std::vector<media::MediaFolder> folders_below(DriveApi& api, const std::string& folder_id) {
  const DriveFile folder = api.file(folder_id, folder_id);
  std::vector<media::MediaFolder> folders =
      folders_by(api, quoted(folder.id) + " in parents", folder.drive_id);
  sort_by_name(folders);
  return folders;
}

std::vector<media::MediaFolder> first_folders(DriveApi& api) {
  std::vector<media::MediaFolder> folders = folders_by(api, "'root' in parents", "");
  const auto add = [&folders](std::vector<media::MediaFolder> more, const std::string& prefix) {
    for (media::MediaFolder& folder : more) {
      folders.push_back({std::move(folder.id), prefix + folder.name});
    }
  };
  add(folders_by(api, "sharedWithMe = true", ""), "Shared with me: ");
  add(named_in_pages(api,
                     {.what = "listing the shared drives",
                      .path = "/drives",
                      .fields = {{"fields", "nextPageToken,drives(id,name)"}, {"pageSize", "100"}}},
                     "drives"),
      "Shared drive: ");
  sort_by_name(folders);
  return folders;
}

media::DriveSourceConfig described(DriveApi& api, const std::string& folder_id) {
  DriveFile folder = api.file(folder_id, folder_id);
  if (folder.is_shortcut() && is_drive_id(folder.target_id)) {
    folder = api.file(folder.target_id, folder_id);
  }
  const char* why = !folder.is_folder() ? "it is no folder"
                    : folder.is_trashed ? "it is in the trash"
                                        : nullptr;
  if (why != nullptr) {
    throw Error(
        ErrorKind::not_found,
        "not usable as a source of Google Drive: " + part_of_path(folder.name) + " (" + why + ")",
        "igbotctl source browse");
  }
  // The root of a shared drive is called "Drive" as a folder.
  const bool is_drive = !folder.drive_id.empty() && folder.id == folder.drive_id;
  return {.folder_id = folder.id,
          .drive_id = folder.drive_id,
          .name = is_drive ? name_of_drive(api, folder.drive_id) : part_of_path(folder.name)};
}

}  // namespace igbot::google_drive
