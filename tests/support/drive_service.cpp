// SPDX-License-Identifier: MIT
#include "tests/support/drive_service.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/crypto/digest.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

constexpr std::int64_t k_first_day = 1'767'225'600'000;  // 2026-01-01
constexpr std::size_t k_largest_page = 1000;

std::string value_of(const DriveParameters& given, const std::string& name) {
  const auto found = given.find(name);
  return found == given.end() ? "" : found->second;
}

void allow_only(const DriveParameters& given, const std::set<std::string>& known) {
  for (const auto& [name, value] : given) {
    if (known.count(name) == 0) {
      throw DriveRefused(400, "invalidParameter", "sandbox: unknown parameter " + name);
    }
  }
}

DriveFields wanted_fields(const DriveParameters& given) {
  if (value_of(given, "fields").empty()) {
    throw DriveRefused(400, "required", "sandbox: the fields parameter is required");
  }
  return parse_drive_fields(value_of(given, "fields"));
}

bool sees_all_drives(const DriveParameters& given) {
  return value_of(given, "supportsAllDrives") == "true" &&
         value_of(given, "includeItemsFromAllDrives") == "true";
}

DriveRefused not_found(const std::string& id) {
  return {404, "notFound", "File not found: " + id + "."};
}

std::size_t asked_page_size(const DriveParameters& given) {
  const std::string text = value_of(given, "pageSize");
  if (text.empty()) return 100;
  const auto size = text::to_integer(text);
  if (!size || *size < 1 || *size > static_cast<std::int64_t>(k_largest_page)) {
    throw DriveRefused(400, "invalidParameter", "Invalid value for pageSize");
  }
  return static_cast<std::size_t>(*size);
}

bool is_googles_own(const DriveNode& node) {
  return node.mime.starts_with("application/vnd.google-apps.");
}

}  // namespace

json DriveService::file_json(const DriveNode& node) const {
  json file{{"id", node.id},
            {"name", node.name},
            {"mimeType", node.mime},
            {"trashed", tree_.is_trashed(node)},
            {"modifiedTime", utc_text(from_millis(k_first_day + node.modified * 1000))},
            {"capabilities", {{"canDownload", node.may_download}}}};
  if (!node.parent.empty()) file["parents"] = {node.parent};
  if (!node.drive_id.empty()) file["driveId"] = node.drive_id;
  if (!node.target.empty()) {
    file["shortcutDetails"] = {{"targetId", node.target}, {"targetMimeType", node.target_mime}};
  }
  if (!is_googles_own(node)) {
    file["size"] = std::to_string(node.bytes.size());
    file["headRevisionId"] = node.id + "-" + std::to_string(node.revision);
    if (node.has_digests) {
      file["md5Checksum"] = crypto::digest_hex(crypto::DigestAlgorithm::md5, node.bytes);
      file["sha256Checksum"] = crypto::digest_hex(crypto::DigestAlgorithm::sha256, node.bytes);
    }
  }
  if (!node.patch.empty()) file.merge_patch(json::parse(node.patch));
  return file;
}

const DriveNode& DriveService::visible(const std::string& id, const DriveParameters& given) const {
  const DriveNode* node = id == "root" ? tree_.find(tree_.my_drive()) : tree_.find(id);
  const bool needs_flag = node != nullptr && !node->drive_id.empty();
  if (node == nullptr || (needs_flag && value_of(given, "supportsAllDrives") != "true")) {
    throw not_found(id);
  }
  return *node;
}

DriveService::Cursor DriveService::start(const DriveParameters& given) const {
  const DriveQuery query = parse_drive_query(value_of(given, "q"));
  const std::string drive_id = value_of(given, "driveId");
  for (const std::string& parent : query.parents) {
    if (parent != "root" && tree_.find(parent) == nullptr) throw not_found("");
  }
  Cursor cursor;
  for (const DriveNode* node : tree_.all()) {
    const std::string parent = node->parent == tree_.my_drive() ? "root" : node->parent;
    const auto is_below = [&](const std::string& one) {
      return one == node->parent || one == parent;
    };
    const bool fits = node->drive_id == drive_id &&
                      (query.mime.empty() || query.mime == node->mime) &&
                      (!query.wants_untrashed || !tree_.is_trashed(*node)) &&
                      (!query.wants_shared_with_me || node->is_shared_with_me) &&
                      (query.parents.empty() ||
                       std::any_of(query.parents.begin(), query.parents.end(), is_below));
    if (fits) cursor.ids.push_back(node->id);
  }
  return cursor;
}

std::string DriveService::keep(Cursor cursor) {
  std::string token = "~!!~page+/=" + std::to_string(cursors_.size());
  cursors_[token] = std::move(cursor);
  return token;
}

json DriveService::list(const DriveParameters& given, bool is_empty) {
  allow_only(given, {"q", "fields", "pageSize", "pageToken", "supportsAllDrives",
                     "includeItemsFromAllDrives", "corpora", "driveId"});
  const DriveFields fields = wanted_fields(given);
  const bool is_in_drive = !value_of(given, "driveId").empty();
  if (is_in_drive != (value_of(given, "corpora") == "drive")) {
    throw DriveRefused(400, "invalid", "The driveId parameter must be specified if and only if");
  }
  if (is_in_drive && !sees_all_drives(given)) {
    throw DriveRefused(403, "teamDrivesParentLimit", "includeItemsFromAllDrives must be true");
  }
  DriveParameters same = given;
  same.erase("pageToken");
  const std::string query = json(same).dump();
  const std::string token = value_of(given, "pageToken");
  Cursor cursor;
  if (token.empty()) {
    cursor = start(given);
    cursor.query = query;
  } else {
    const auto found = cursors_.find(token);
    if (found == cursors_.end() || found->second.query != query) {
      throw DriveRefused(400, "invalid", "Invalid Value");
    }
    cursor = found->second;
  }
  json answer{{"files", json::array()}, {"incompleteSearch", false}};
  const std::size_t room = is_empty ? 0 : std::min(page_size_, asked_page_size(given));
  while (answer["files"].size() < room && cursor.offset < cursor.ids.size()) {
    if (const DriveNode* node = tree_.find(cursor.ids[cursor.offset++])) {
      answer["files"].push_back(file_json(*node));
    }
  }
  const bool is_last = !is_empty && cursor.offset >= cursor.ids.size();
  if (!is_last) answer["nextPageToken"] = keep(cursor);
  return select_drive_fields(answer, fields);
}

json DriveService::get(const std::string& id, const DriveParameters& given) {
  allow_only(given, {"fields", "supportsAllDrives"});
  return select_drive_fields(file_json(visible(id, given)), wanted_fields(given));
}

std::string DriveService::download(const std::string& id, const DriveParameters& given) {
  allow_only(given, {"alt", "supportsAllDrives"});
  const DriveNode& node = visible(id, given);
  if (is_googles_own(node)) {
    throw DriveRefused(403, "fileNotDownloadable", "Only files with binary content can be");
  }
  if (!node.may_download) {
    throw DriveRefused(403, "cannotDownloadFile", "This file cannot be downloaded by the user.");
  }
  return node.bytes;
}

json DriveService::start_page_token(const DriveParameters& given) {
  allow_only(given, {"fields", "supportsAllDrives", "driveId"});
  const json answer{{"startPageToken", std::to_string(tree_.changes().size() + 1)}};
  return select_drive_fields(answer, wanted_fields(given));
}

json DriveService::change_json(const std::string& id, const std::string& drive_id) const {
  const DriveNode* node = tree_.find(id);
  json change{{"changeType", "file"}, {"fileId", id}, {"removed", false}};
  if (node == nullptr || node->drive_id != drive_id) {
    change["removed"] = true;
  } else {
    change["file"] = file_json(*node);
  }
  return change;
}

json DriveService::changes(const DriveParameters& given) {
  allow_only(given, {"pageToken", "fields", "pageSize", "includeRemoved", "supportsAllDrives",
                     "includeItemsFromAllDrives", "driveId"});
  const DriveFields fields = wanted_fields(given);
  const std::string drive_id = value_of(given, "driveId");
  if (!drive_id.empty() && !sees_all_drives(given)) {
    throw DriveRefused(403, "teamDrivesParentLimit", "includeItemsFromAllDrives must be true");
  }
  const auto& all = tree_.changes();
  const auto from = text::to_integer(value_of(given, "pageToken"));
  if (!from || *from < 1 || *from > static_cast<std::int64_t>(all.size()) + 1) {
    throw DriveRefused(400, "invalid", "Invalid Value");
  }
  json answer{{"changes", json::array()}};
  const std::size_t room = std::min(page_size_, asked_page_size(given));
  auto at = static_cast<std::size_t>(*from - 1);
  for (; at < all.size() && answer["changes"].size() < room; ++at) {
    const auto is_same = [&](const DriveTree::Change& later) {
      return later.id == all[at].id && later.drive_id == all[at].drive_id;
    };
    const auto next = all.begin() + static_cast<std::ptrdiff_t>(at) + 1;
    const bool is_told_later = std::any_of(next, all.end(), is_same);
    if (all[at].drive_id == drive_id && !is_told_later) {
      answer["changes"].push_back(change_json(all[at].id, drive_id));
    }
  }
  answer[at < all.size() ? "nextPageToken" : "newStartPageToken"] = std::to_string(at + 1);
  return select_drive_fields(answer, fields);
}

json DriveService::drives(const DriveParameters& given) {
  allow_only(given, {"pageSize", "pageToken", "fields"});
  const DriveFields fields = wanted_fields(given);
  if (asked_page_size(given) > 100) throw DriveRefused(400, "invalidParameter", "pageSize");
  const std::string after = value_of(given, "pageToken");
  json answer{{"drives", json::array()}};
  for (const auto& [id, name] : tree_.shared_drives()) {
    if (id <= after) continue;
    if (answer["drives"].size() == std::min(page_size_, asked_page_size(given))) {
      answer["nextPageToken"] = answer["drives"].back()["id"];
      break;
    }
    answer["drives"].push_back({{"id", id}, {"name", name}});
  }
  return select_drive_fields(answer, fields);
}

json DriveService::drive(const std::string& id, const DriveParameters& given) {
  allow_only(given, {"fields"});
  const auto found = tree_.shared_drives().find(id);
  if (found == tree_.shared_drives().end()) throw not_found(id);
  return select_drive_fields(json{{"id", id}, {"name", found->second}}, wanted_fields(given));
}

}  // namespace igbot::test
