// SPDX-License-Identifier: MIT
#include "providers/google_drive/drive_changes.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "providers/google_drive/drive_json.hpp"
#include "providers/google_drive/drive_query.hpp"

namespace igbot::google_drive {
namespace {

constexpr std::size_t k_largest_mark = 8U << 20U;
constexpr int k_most_changes = 20'000;
constexpr int k_most_change_pages = 1'000;

/// What a mark says.
struct Mark {
  std::string root;
  std::string drive_id;
  std::string token;
  std::map<std::string, std::string> folders;  ///< paths by id
};

std::string text_of(const Mark& mark) {
  return nlohmann::json{{"root", mark.root},
                        {"drive", mark.drive_id},
                        {"token", mark.token},
                        {"folders", mark.folders}}
      .dump();
}

std::optional<Mark> parse_mark(const std::string& text) {
  const auto value = parse_object(text);
  const nlohmann::json* folders = value ? member_of(*value, "folders") : nullptr;
  if (folders == nullptr || !folders->is_object()) return std::nullopt;
  Mark mark{.root = text_in(*value, "root"),
            .drive_id = text_in(*value, "drive"),
            .token = text_in(*value, "token"),
            .folders = {}};
  for (const auto& [id, path] : folders->items()) {
    if (!path.is_string()) return std::nullopt;
    mark.folders[id] = path.get<std::string>();
  }
  if (mark.token.empty() || mark.folders.count(mark.root) == 0) return std::nullopt;
  return mark;
}

/// Reads the feed from a mark on.
class ChangeReader {
 public:
  ChangeReader(DriveApi& api, Mark mark) : api_(api), mark_(std::move(mark)) {}

  std::optional<media::MediaChanges> read() {
    std::string token = mark_.token;
    for (int pages = 0; pages < k_most_change_pages; ++pages) {
      const std::optional<nlohmann::json> answer = ask(token);
      if (!answer || !take_page(*answer)) return std::nullopt;
      const std::string next = text_in(*answer, "nextPageToken");
      if (next.empty()) return result(text_in(*answer, "newStartPageToken"));
      if (next == token) return std::nullopt;
      token = next;
    }
    return std::nullopt;
  }

 private:
  /// What became of one file: the last that is told of it.
  struct Outcome {
    std::optional<media::MediaEntry> entry = {};
    std::optional<media::Problem> problem = {};
    bool is_skipped = false;
  };

  /// Nothing when Drive does not know that place in the feed any more.
  std::optional<nlohmann::json> ask(const std::string& token) {
    DriveCall call{.what = "reading the changes of Google Drive",
                   .path = "/changes",
                   .fields = all_drives(mark_.drive_id)};
    call.fields.push_back({"pageToken", token});
    call.fields.push_back({"includeRemoved", "true"});
    call.fields.push_back({"pageSize", "1000"});
    call.fields.push_back({"fields", std::string("nextPageToken,newStartPageToken,changes("
                                                 "changeType,removed,fileId,file(") +
                                         k_file_fields + "))"});
    try {
      return api_.get(call);
    } catch (const DriveRefusal& refusal) {
      const int status = refusal.status();
      if (status == 400 || status == 404 || status == 410) return std::nullopt;
      throw;
    }
  }

  /// False when the changes do not tell enough.
  bool take_page(const nlohmann::json& answer) {
    const nlohmann::json* changes = member_of(answer, "changes");
    if (changes == nullptr || !changes->is_array()) return false;
    count_ += static_cast<int>(changes->size());
    return count_ <= k_most_changes && std::all_of(changes->begin(), changes->end(),
                                                   [this](const auto& one) { return take(one); });
  }

  bool take(const nlohmann::json& change) {
    const bool is_removed = flag_in(change, "removed", false);
    // A shared drive itself: its name is not ours, but it may be gone.
    if (text_in(change, "changeType") == "drive") return !is_removed;
    const std::string id = text_in(change, "fileId");
    if (!is_drive_id(id)) return false;
    if (is_removed) {
      outcomes_[id] = {};
      return mark_.folders.count(id) == 0;
    }
    const nlohmann::json* described = member_of(change, "file");
    const std::optional<DriveFile> file = described ? file_in(*described) : std::nullopt;
    return file && file->id == id && take_file(*file);
  }

  bool take_file(const DriveFile& file) {
    if (mark_.folders.count(file.id) > 0) return is_only_touched(file);
    const bool is_out = file.is_trashed || is_hidden(file.name);
    const std::string* folder = is_out ? nullptr : folder_of(file);
    if (folder == nullptr) {
      outcomes_[file.id] = {};
      return true;
    }
    if (file.is_folder() || file.is_shortcut()) return false;
    Outcome outcome;
    if (is_media(file)) {
      const std::string path = path_below(*folder, media_name(file.name, file.mime));
      EntryOrProblem listed = entry_of(file, file.id, path);
      if (!listed.entry) outcome.problem = {path, listed.reason};
      outcome.entry = std::move(listed.entry);
    } else {
      outcome.is_skipped = true;
    }
    outcomes_[file.id] = std::move(outcome);
    return true;
  }

  /// A folder of the mark that lies where it lay and is called as it was.
  bool is_only_touched(const DriveFile& file) const {
    if (file.is_trashed || !file.is_folder()) return false;
    if (file.id == mark_.root) return true;
    const std::string* parent = folder_of(file);
    return parent != nullptr && path_below(*parent, file.name) == mark_.folders.at(file.id);
  }

  const std::string* folder_of(const DriveFile& file) const {
    for (const std::string& parent : file.parents) {
      const auto found = mark_.folders.find(parent);
      if (found != mark_.folders.end()) return &found->second;
    }
    return nullptr;
  }

  std::optional<media::MediaChanges> result(const std::string& token) {
    if (token.empty()) return std::nullopt;
    media::MediaChanges changes;
    for (auto& [id, outcome] : outcomes_) {
      if (outcome.entry) {
        changes.entries.push_back(*std::move(outcome.entry));
        continue;
      }
      changes.gone.push_back(id);
      if (outcome.is_skipped) ++changes.skipped;
      if (outcome.problem) changes.problems.push_back(*std::move(outcome.problem));
    }
    mark_.token = token;
    changes.mark = text_of(mark_);
    return changes;
  }

  DriveApi& api_;
  Mark mark_;
  std::map<std::string, Outcome> outcomes_;  ///< by file id
  int count_ = 0;
};

}  // namespace

std::optional<std::string> mark_of(const Listing& listing) {
  if (!listing.is_complete() || listing.has_shortcuts() || listing.start_token().empty()) {
    return std::nullopt;
  }
  std::string mark = text_of({.root = listing.root(),
                              .drive_id = listing.drive_id(),
                              .token = listing.start_token(),
                              .folders = listing.folders()});
  if (mark.size() > k_largest_mark) return std::nullopt;
  return mark;
}

std::optional<media::MediaChanges> changes_since(DriveApi& api, const std::string& folder_id,
                                                 const std::string& mark) {
  std::optional<Mark> parsed = parse_mark(mark);
  const bool is_of_folder = parsed && (parsed->root == folder_id || folder_id == "root");
  if (!is_of_folder) return std::nullopt;
  return ChangeReader(api, *std::move(parsed)).read();
}

}  // namespace igbot::google_drive
