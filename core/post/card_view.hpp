// SPDX-License-Identifier: MIT
#pragma once

#include "core/media/media_repository.hpp"
#include "core/post/card.hpp"

namespace igbot::post {

/// What the card of a post of this chat shows, read from the database.
CardContext card_context(ChatScope scope, const ChatSettings& settings, const Post& post);
CardItem card_item(const media::MediaItem& item);

/// How a file of this MIME type goes to Telegram: photo, video, or document.
bot::MediaKind message_kind(const std::string& mime);

}  // namespace igbot::post
