// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/http/http.hpp"

namespace igbot::google_drive {

/// A text in a query (developers.google.com/drive/api/guides/search-files): quoted, with \ and '
/// escaped.
std::string quoted(const std::string& text);
/// "('A' in parents or 'B' in parents) and trashed = false".
std::string children_query(const std::vector<std::string>& folders);

/// What a listing must say so that shared drives are not left out: all of it is about the one with
/// that id, or without one about My Drive and what is shared.
std::vector<http::Header> all_drives(const std::string& drive_id);
/// The same for files.list.
std::vector<http::Header> listing_scope(const std::string& drive_id);

}  // namespace igbot::google_drive
