// SPDX-License-Identifier: MIT
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/error.hpp"
#include "providers/google_drive/drive_api.hpp"
#include "providers/google_drive/drive_changes.hpp"
#include "providers/google_drive/drive_download.hpp"
#include "providers/google_drive/drive_folders.hpp"
#include "providers/google_drive/drive_listing.hpp"
#include "providers/google_drive/google_drive.hpp"

namespace igbot::google_drive {
namespace {

class DriveSource final : public media::MediaSource {
 public:
  DriveSource(http::HttpClient& http, Clock& clock, GoogleConfig google,
              media::DriveSourceConfig folder, DriveAccess access)
      : api_(http, clock, std::move(google), std::move(access)), folder_(std::move(folder)) {}

  std::string root() const override { return folder_.folder_id; }

  media::MediaPage list(const std::optional<std::string>& cursor) override {
    if (!cursor) {
      listing_.emplace(api_, chosen_folder());
      page_ = 0;
    } else if (!listing_ || *cursor != std::to_string(page_)) {
      throw Error(ErrorKind::bug, "a listing of Google Drive was asked for out of order");
    }
    media::MediaPage page = listing_->next_page();
    if (page.next) page.next = std::to_string(++page_);
    return page;
  }

  void read(const media::MediaRef& ref, const Sink& sink) override { download(api_, ref, sink); }

  std::optional<std::string> mark() override {
    return listing_ ? mark_of(*listing_) : std::nullopt;
  }
  std::optional<media::MediaChanges> changes_since(const std::string& mark) override {
    return google_drive::changes_since(api_, chosen_folder(), mark);
  }

  std::vector<media::MediaFolder> folders(const std::optional<std::string>& below) override {
    if (below) return folders_below(api_, *below);
    return folder_.folder_id.empty() ? first_folders(api_) : folders_below(api_, folder_.folder_id);
  }
  media::SourceConfig completed_config() override { return described(api_, chosen_folder()); }

 private:
  const std::string& chosen_folder() const {
    if (!folder_.folder_id.empty()) return folder_.folder_id;
    throw Error(ErrorKind::not_found, "no folder of Google Drive is chosen",
                "igbotctl source connect drive");
  }

  DriveApi api_;
  media::DriveSourceConfig folder_;
  std::optional<Listing> listing_;
  int page_ = 0;
};

}  // namespace

std::unique_ptr<media::MediaSource> make_drive_source(http::HttpClient& http, Clock& clock,
                                                      GoogleConfig google,
                                                      media::DriveSourceConfig folder,
                                                      DriveAccess access) {
  return std::make_unique<DriveSource>(http, clock, std::move(google), std::move(folder),
                                       std::move(access));
}

}  // namespace igbot::google_drive
