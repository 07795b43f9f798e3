// SPDX-License-Identifier: MIT
#pragma once

#include "core/media/media_repository.hpp"

namespace igbot::media {

/// The texts as they are stored: trimmed, tags as "one, two". Throws ErrorKind::usage for a title
/// of more than 200 characters, a caption of more than 2200 (Instagram's limit), a link that is no
/// http(s) URL or longer than 2048, more than 30 tags, and anything that is not UTF-8.
MediaTexts checked_texts(const MediaTexts& texts);

}  // namespace igbot::media
