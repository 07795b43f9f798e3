// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/media/media_source.hpp"
#include "providers/google_drive/drive_api.hpp"
#include "providers/google_drive/drive_listing.hpp"

namespace igbot::google_drive {

/// Where the feed of changes stood before a listing, and the folders it found (JSON). Nothing
/// before its last page, when something was left out, and when it followed or saw a shortcut: what
/// that points to may lie where its changes are not told.
std::optional<std::string> mark_of(const Listing& listing);

/// What the feed of changes tells since a mark. It speaks of files one by one and of folders not
/// for what lies in them, so it is enough as long as the tree of folders stays as it was. Nothing,
/// so that all is listed, when
///   - a folder of the mark was renamed, moved, trashed or removed (a mere touch is no change);
///   - a folder or shortcut came into one of them, because what is below may be told nowhere;
///   - Drive does not accept the place in the feed any more, or skips what it is about;
///   - more than 20,000 changes came, or the mark is of another folder or form.
/// A file is gone when it was removed or trashed, or lies in none of the folders; that is said of
/// files that never were in one of them, too.
std::optional<media::MediaChanges> changes_since(DriveApi& api, const std::string& folder_id,
                                                 const std::string& mark);

}  // namespace igbot::google_drive
