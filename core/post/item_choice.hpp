// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/media/media_repository.hpp"
#include "core/post/post.hpp"
#include "core/post/run_report.hpp"
#include "core/settings/chat_settings.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot::post {

/// Why a picture that people were shown may not go out any more: the file holds another one.
inline constexpr const char* k_other_content = "its file has other content now";

/// Why the item of a post may not go out now: gone, changed, locked or taken by another post;
/// nothing when it may.
std::optional<std::string> objection(ChatScope scope, const Post& post,
                                     const std::optional<media::MediaItem>& item);

/// The item of a claimed post, or the next choice for its slot when that item may not go out; then
/// `post` is changed, stored and audited. Nothing when none is left.
std::optional<media::MediaItem> keep_or_replace(ChatScope scope, Post& post);

/// The next choice for the slot of a claimed post whose item turned out to be unusable, none of
/// `tried`. As above.
std::optional<media::MediaItem> replace_item(ChatScope scope, Post& post, const std::string& why,
                                             std::vector<ContentId> tried);

/// A line of the report about a post.
Handled handled(ChatScope scope, const Chat& chat, const Post& post, const std::string& outcome,
                const std::string& detail);

/// When a card sent now expires; nothing when the chat lets cards wait for ever.
std::optional<Timestamp> expiry_from(const ChatSettings& settings, Timestamp now);

}  // namespace igbot::post
