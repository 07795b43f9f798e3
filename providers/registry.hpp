// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "core/media/media_source.hpp"
#include "core/settings/chat_settings.hpp"

namespace igbot {

/// The media source of a chat, from its settings media_source_type and media_source_config. Throws
/// ErrorKind::not_found when none is set up, and as the source's constructor does.
std::unique_ptr<media::MediaSource> make_media_source(SourceType type, const std::string& config);

}  // namespace igbot
