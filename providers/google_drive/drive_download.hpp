// SPDX-License-Identifier: MIT
#pragma once

#include "core/media/media_source.hpp"
#include "providers/google_drive/drive_api.hpp"

namespace igbot::google_drive {

/// Hands the bytes of one version of a file, or of what a shortcut points to, to `sink`. A transfer
/// that breaks goes on where it ended, once the file was seen to be the same still. What was sent
/// is compared with the checksum that Drive knows. Up to three redirects are followed, to https
/// alone (or between loopback addresses), and the token goes to no other host. Throws as
/// MediaSource::read does, and ErrorKind::temporary when it cannot be brought to its end. Safe for
/// use by several threads.
void download(DriveApi& api, const media::MediaRef& ref, const media::MediaSource::Sink& sink);

}  // namespace igbot::google_drive
