// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/media/media_source.hpp"
#include "providers/google_drive/drive_api.hpp"

namespace igbot::google_drive {

/// The folders directly below one, by name. Throws ErrorKind::not_found when it is not there.
std::vector<media::MediaFolder> folders_below(DriveApi& api, const std::string& folder_id);
/// Where one may begin: the top folders of My Drive, what others shared, and the shared drives.
std::vector<media::MediaFolder> first_folders(DriveApi& api);
/// A folder, or what a shortcut to one points to, with its name and the shared drive it lies in.
/// Throws ErrorKind::not_found when it is no folder or in the trash.
media::DriveSourceConfig described(DriveApi& api, const std::string& folder_id);

}  // namespace igbot::google_drive
