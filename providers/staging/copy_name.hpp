// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/media/media_host.hpp"

namespace igbot::staging {

/// What the name of every copy begins with.
inline constexpr std::string_view k_copy_mark = "igbot-";

/// A fresh name for a copy: "igbot-", 192 random bits in 32 characters (letters, digits, '_', '-'),
/// and ".jpg" or ".mp4". Throws ErrorKind::bug for any type but image/jpeg and video/mp4.
std::string new_copy_name(std::string_view mime);

/// Whether new_copy_name makes such names: what a sweep may delete.
bool is_copy_name(std::string_view name);

/// "prefix/name"; the name alone without a prefix. Slashes around the prefix do not count.
std::string with_prefix(std::string_view prefix, std::string_view name);

/// The part after the last slash.
std::string_view last_part(std::string_view key);

/// Throws ErrorKind::config when a copy lies on another host than the one that is configured.
void require_host(const media::StagedName& name, std::string_view host);

}  // namespace igbot::staging
